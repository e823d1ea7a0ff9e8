/** How far somebody has come in each stream. */
export type LivePosition = ReadonlyMap<string, number>;

const shape = /^[A-Z][A-Z_]{0,30}:\d{1,15}(,[A-Z][A-Z_]{0,30}:\d{1,15}){0,30}$/;

/** `ASSETS:12,WORKFLOWS:5`, the streams in alphabetical order. */
export function formatPosition(position: LivePosition): string {
  return [...position].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stream, sequence]) => `${stream}:${sequence}`).join(',');
}

/** Undefined for anything that is no position. */
export function parsePosition(text: string): LivePosition | undefined {
  if (!shape.test(text)) return undefined;
  return new Map(text.split(',').map((part) => [part.slice(0, part.indexOf(':')), Number(part.slice(part.indexOf(':') + 1))]));
}

/** The further of the two in every stream. */
export function furthest(one: LivePosition, other: LivePosition): LivePosition {
  return new Map([...new Set([...one.keys(), ...other.keys()])].map((stream) => [stream, Math.max(one.get(stream) ?? 0, other.get(stream) ?? 0)]));
}
