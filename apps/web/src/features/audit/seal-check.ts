export type Seal = { schema: string; kind: 'head' | 'anchor'; tenantId: string; sequence: number; recordHash: string; sealedAt: string; keyId: string; signature: string };
export type SealKey = { keyId: string; publicKeyPem: string };

const keys = new Map<string, Promise<CryptoKey>>();

/** Whether one of the published keys made a seal: Ed25519 over its canonical text. */
export async function isGenuine({ signature, ...unsigned }: Seal, known: readonly SealKey[]): Promise<boolean> {
  const key = known.find(({ keyId }) => keyId === unsigned.keyId);
  if (!key) return false;
  const text = JSON.stringify(Object.fromEntries(Object.entries(unsigned).sort(([one], [other]) => (one < other ? -1 : 1))));
  return crypto.subtle.verify('Ed25519', await imported(key.publicKeyPem), bytesOf(signature), new TextEncoder().encode(text));
}

function imported(pem: string): Promise<CryptoKey> {
  const body = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const key = keys.get(pem) ?? crypto.subtle.importKey('spki', bytesOf(body), 'Ed25519', false, ['verify']);
  keys.set(pem, key);
  return key;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
