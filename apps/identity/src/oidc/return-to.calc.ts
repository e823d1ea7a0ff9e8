const here = 'http://installation.invalid';

/**
 * The path of this installation that a browser may be sent to, as a browser would read it; undefined for what leads, or
 * could be read to lead, anywhere else.
 */
export function localPath(wanted: string): string | undefined {
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted) || !URL.canParse(wanted, here)) return undefined;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : undefined;
}
