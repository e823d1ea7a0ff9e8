/**
 * The one text of a JSON value by RFC 8785: no spaces, names in the order of their UTF-16 code units, numbers as JavaScript
 * writes them. Takes what JSON can hold and nothing else.
 */
export function canonicalJson(value: unknown): string {
  if (!isInOrder(value)) return ordered(value);
  const text = JSON.stringify(value);
  // Half a character is written as such an escape; whether it is one, the slower way finds out.
  return text.includes(String.raw`\ud`) ? ordered(value) : text;
}

/** Whether JSON.stringify writes the names of a value in the order they must have. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isInOrder);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last: string | undefined;
  for (const [name, member] of Object.entries(value)) {
    if ((last !== undefined && name <= last) || !isInOrder(member)) return false;
    last = name;
  }
  return true;
}

function ordered(value: unknown): string {
  if (value === null || typeof value !== 'object') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    if (members[name] !== undefined) text += `${text ? ',' : ''}${scalar(name)}:${ordered(members[name])}`;
  }
  return `{${text}}`;
}

function scalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no such number.');
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('Half a character is no text.');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`JSON cannot hold a ${typeof value}.`);
  return text;
}
