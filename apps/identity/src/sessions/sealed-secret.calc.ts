import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';

/** Encrypts a secret so that only the holder of another, random secret can read it. */
export function seal(secret: string, under: string): string {
  const nonce = randomBytes(12);
  const encryption = createCipheriv(cipher, keyFrom(under), nonce);
  const sealed = Buffer.concat([encryption.update(secret, 'utf8'), encryption.final()]);
  return [nonce, encryption.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
}

/** @throws Error when it was sealed under another secret, or changed since */
export function openSealed(sealed: string, under: string): string {
  const [nonce, tag, content] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !content) throw new Error('This is no sealed secret.');
  const decryption = createDecipheriv(cipher, keyFrom(under), nonce, { authTagLength: 16 });
  decryption.setAuthTag(tag);
  return Buffer.concat([decryption.update(content), decryption.final()]).toString('utf8');
}

function keyFrom(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'kairos sealed secret', 32));
}
