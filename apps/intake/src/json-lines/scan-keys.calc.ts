/** Why a line is not worth parsing, or a key that one of its objects has twice, if any has. */
export type ScannedKeys = { fault: 'too-deep' | 'too-many-keys' } | { twice?: string };

/** At most so many keys on each of the two levels that make columns, and so many objects and lists inside each other. */
export type KeyLimits = { maxKeys: number; maxDepth: number };

/** An object or list that is open: under which key it stands, where it does, and the keys it has so far. */
type Open = { list: boolean; under: string | undefined; keys: Set<string> | undefined };

/**
 * Looks once over the text of a line before it is parsed: how deep it goes, how many columns it would make, and which
 * key stands twice in one object, of which a parser keeps the last in silence. Whether it is sound JSON is for the
 * parser to say.
 */
export function scanKeys(line: string, { maxKeys, maxDepth }: KeyLimits): ScannedKeys {
  const open: Open[] = [];
  const keys = [0, 0];
  let text = '';
  let twice: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const inside = open.at(-1);
    if (character === '"') {
      const end = endOfText(line, at);
      text = line.slice(at, end + 1);
      at = end;
    } else if (character === '{' || character === '[') {
      if (open.length === maxDepth) return { fault: 'too-deep' };
      open.push({ list: character === '[', under: inside?.list === false ? text : undefined, keys: undefined });
    } else if (character === '}' || character === ']') open.pop();
    else if (character === ':' && inside) {
      const level = open.length - 1;
      keys[level] = (keys[level] ?? 0) + 1;
      if (level < 2 && (keys[level] ?? 0) > maxKeys) return { fault: 'too-many-keys' };
      const key = unquoted(text);
      inside.keys ??= new Set();
      if (inside.keys.has(key)) twice ??= pathOf(open, key);
      inside.keys.add(key);
    }
  }
  return twice === undefined ? {} : { twice };
}

function pathOf(open: readonly Open[], key: string): string {
  return [...open.flatMap(({ under }) => (under === undefined ? [] : [unquoted(under)])), key].join('.');
}

/** Where the text ends whose quote opens at `start`. */
function endOfText(line: string, start: number): number {
  let end = line.indexOf('"', start + 1);
  while (end > 0 && isEscaped(line, end)) end = line.indexOf('"', end + 1);
  return end < 0 ? line.length : end;
}

/** Whether an odd number of backslashes stands in front. */
function isEscaped(line: string, at: number): boolean {
  let first = at;
  while (line[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}

function unquoted(text: string): string {
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}
