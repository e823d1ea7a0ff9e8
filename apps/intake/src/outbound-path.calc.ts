/** The segments of an address's path as any server reads them: each character that needs no encoding stands for itself. */
export function segmentsOf(address: string): string[] {
  const { pathname } = new URL(address);
  return pathname.replace(/\/+$/, '').split('/').map((segment) => segment.replaceAll(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  }));
}

/** Whether an address is another one or below it: one host may be many customers', each below a path of their own. */
export function isWithin(outer: string, inner: string): boolean {
  const [above, below] = [segmentsOf(outer), segmentsOf(inner)];
  return above.every((segment, at) => segment === below[at]);
}

/**
 * Whether servers may differ in which path they read: one that decodes before it takes the path apart, decodes twice, or drops what stands
 * behind a semicolon, ends up elsewhere than one that does not.
 */
export function isAmbiguousPath(address: string): boolean {
  return segmentsOf(address).some((segment) => {
    const decoded = decodedThrough(segment);
    return decoded === undefined || /[/\\]/.test(decoded) || /^\.{1,2}(;|$)/.test(decoded);
  });
}

/** Decoded until nothing is left to decode; undefined where it is no text, or encoded more than three times. */
function decodedThrough(segment: string): string | undefined {
  let text = segment;
  for (let round = 0; round < 4; round += 1) {
    if (!/%[0-9a-f]{2}/i.test(text)) return text;
    try {
      text = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  return undefined;
}
