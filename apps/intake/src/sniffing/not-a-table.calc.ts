/** Kinds of files that people take for tables now and then, by the bytes that each begins with. */
const signatures: readonly (readonly [string, ...number[]])[] = [
  ['a picture (PNG)', 0x89, 0x50, 0x4e, 0x47], ['a picture (JPEG)', 0xff, 0xd8, 0xff], ['a picture (GIF)', 0x47, 0x49, 0x46, 0x38], ['a PDF document', 0x25, 0x50, 0x44, 0x46, 0x2d],
  ['a program', 0x7f, 0x45, 0x4c, 0x46], ['an archive (7z)', 0x37, 0x7a, 0xbc, 0xaf], ['an archive (RAR)', 0x52, 0x61, 0x72, 0x21], ['packed by Zstandard', 0x28, 0xb5, 0x2f, 0xfd],
];
const looksAt = 4096;
const mostControls = 0.1;
const fewestControls = 8;

/** What a file is instead of a table, where its beginning tells; `text` is that beginning, decoded. */
export function whatItIsInstead(head: Uint8Array, text: string): string | undefined {
  const known = signatures.find(([, ...bytes]) => bytes.every((byte, at) => head[at] === byte));
  if (known) return `it is ${known[0]}, not a table`;
  const beginning = text.slice(0, looksAt);
  const controls = [...beginning].filter((character) => character < ' ' && !'\t\n\r\f'.includes(character)).length;
  return controls >= fewestControls && controls / beginning.length > mostControls ? 'it holds control characters as no text does: it is no table' : undefined;
}
