const members = ['alg', 'kid', 'typ'];

/**
 * The key that an access token names, when its header is written as identity writes it: RS256, a type and a key id, each once, and
 * nothing else. Undefined for any other: extensions (`crit`, `b64`), keys brought along (`jwk`, `x5c`) and addresses of keys
 * (`jku`, `x5u`) are no part of our tokens, so that whoever sends them is not even asked for a signature.
 */
export function keyIdOf(token: string): string | undefined {
  const text = Buffer.from(token.slice(0, Math.max(0, token.indexOf('.'))), 'base64url').toString('utf8');
  try {
    const header: unknown = JSON.parse(text);
    // Written otherwise it says something twice, or could be read in two ways.
    if (typeof header !== 'object' || header === null || JSON.stringify(header) !== text) return undefined;
    const { alg, typ, kid } = header as Record<string, unknown>;
    return Object.keys(header).every((name) => members.includes(name)) && alg === 'RS256' && typ === 'JWT' && typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
