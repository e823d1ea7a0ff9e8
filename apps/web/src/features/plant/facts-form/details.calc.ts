/** Facts that have no field of their own, a line each: `tilt = 30`. What would be read as something else than text stands in quotes. */
export function linesOf(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details).map(([name, value]) => `${name} = ${typeof value === 'string' && valueOf(value) === value ? value : JSON.stringify(value)}`).join('\n');
}

/** The lines as facts, or the first line that is none. */
export function detailsOf(lines: string): Record<string, unknown> | { line: string } {
  const details: Record<string, unknown> = {};
  for (const line of lines.split('\n').filter((each) => each.trim() !== '')) {
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    if (at < 0 || name === '') return { line };
    details[name] = valueOf(line.slice(at + 1).trim());
  }
  return details;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
