/** A header that a request to the outside may not have. */
export class HeaderNotAllowed extends Error {
  override readonly name = 'HeaderNotAllowed';
}

/** What the connection itself says, and what would let one request pass for two. */
const ofTheConnection = new Set([
  'host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'te', 'trailer', 'expect', 'proxy-authorization', 'proxy-connection', 'accept-encoding', 'http2-settings',
]);
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const value = /^[\t\x20-\x7e]{0,8000}$/;

/** @throws HeaderNotAllowed for what is no header, would start another, or is not the sender's to say */
export function demandSoundHeaders(headers: Record<string, string>): void {
  for (const [key, text] of Object.entries(headers)) {
    if (!isSoundHeader(key, text)) throw new HeaderNotAllowed(`The header ${JSON.stringify(key.slice(0, 100))} is not sent.`);
  }
}

export function isSoundHeader(key: string, text: string): boolean {
  return name.test(key) && !ofTheConnection.has(key.toLowerCase()) && value.test(text);
}
