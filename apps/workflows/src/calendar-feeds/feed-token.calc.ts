const tenantBytes = 16;
const secretBytes = 32;

/** The token of a feed: the tenant that it is of and 256 random bits, in 64 characters that may stand in an address. */
export function feedTokenOf(tenantId: string, secret: Uint8Array): string {
  return Buffer.concat([Buffer.from(tenantId.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
}

/** The tenant that a token names, which says nothing of whether there is such a feed; undefined for what is no token. */
export function tenantOf(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== tenantBytes + secretBytes) return undefined;
  return bytes.subarray(0, tenantBytes).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export { secretBytes as feedSecretBytes };
