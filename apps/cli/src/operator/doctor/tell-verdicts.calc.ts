import type { Verdict } from './check.ts';

const signs: Record<Verdict['status'], string> = { ok: '✓', violated: '✗', 'not present yet': '–' };

/** One line for each invariant with its counts, findings below. */
export function tellVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.flatMap((verdict) => [lineOf(verdict), ...(verdict.status === 'violated' ? verdict.findings.map((finding) => `    ${finding}`) : [])]).join('\n');
}

function lineOf({ name, status, counts, findings }: Verdict): string {
  const told = Object.entries(counts).map(([label, count]) => `${label.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${count}`).join(', ');
  if (status === 'not present yet') return `${signs[status]} ${name}: not present yet (${findings.join(', ')})`;
  return `${signs[status]} ${name}${told ? `: ${told}` : ''}`;
}
