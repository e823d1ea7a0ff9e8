const longestBytes = 200;
/** Control characters, marks that turn the direction of text or have no width, halves of pairs, and what some system reserves. */
const hidden = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const reserved = /[<>:"|?*]/g;
const device = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu;

/**
 * A name for a file that is one in every system: no folder, no hidden character, no device, 200 bytes at most with its ending kept.
 * It is never used as a path; this is for whoever saves what they download.
 *
 * @param fileName anything
 */
export function safeFileName(fileName: string): string {
  const last = fileName.toWellFormed().normalize('NFC').split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..').at(-1) ?? '';
  const plain = last.replaceAll('\ufffd', '').replaceAll(hidden, '').replaceAll(reserved, '_').replaceAll(/\s+/g, ' ').replace(/^[\s.]+/, '').replace(/[\s.]+$/, '');
  const named = plain.replace(device, (name) => `_${name}`);
  return shortened(named) || 'document';
}

/** What stands behind the last dot, in lower case; nothing for a name without one. */
export function endingOf(fileName: string): string {
  return /\.([\p{L}\p{N}]{1,10})$/u.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const ending = endingOf(name);
  const tail = ending ? `.${ending}` : '';
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(name.slice(0, name.length - tail.length))) {
    if (Buffer.byteLength(kept + segment + tail) > longestBytes) break;
    kept += segment;
  }
  return `${kept.replace(/[\s.]+$/, '') || 'document'}${tail}`;
}

/** What a document is called by the name of its file: without the ending, in 200 characters. */
export function nameFrom(fileName: string): string {
  const ending = endingOf(fileName);
  return (ending ? fileName.slice(0, -ending.length - 1) : fileName).trim() || fileName;
}
