import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { apiKeyPrefixes, type ApiKeyKind } from '@kairos/contracts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretDigits = 43;
const checkDigits = 6;
const hintDigits = 6;
const shape = new RegExp(`^kairos_[psi]k_[0-9A-Za-z]{${secretDigits + checkDigits}}$`);

/**
 * A new secret: a prefix that tells what it is, 256 random bits, and a checksum by which a typing error, or a text that only
 * looks like a key, is told apart without asking anybody.
 */
export function newApiKey(kind: ApiKeyKind): string {
  const body = `${apiKeyPrefixes[kind]}${inDigits(BigInt(`0x${randomBytes(32).toString('hex')}`), secretDigits)}`;
  return `${body}${checkOf(body)}`;
}

/** Whether a text is written as a key is: it may still be one that nobody issued. */
export function isApiKey(secret: string): boolean {
  return shape.test(secret) && checkOf(secret.slice(0, -checkDigits)) === secret.slice(-checkDigits);
}

export function apiKeyDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What may be shown of a secret for good: enough to find it in a list, 220 bits short of using it. */
export function hintOfApiKey(secret: string): string {
  return secret.slice(0, apiKeyPrefixes.personal.length + hintDigits);
}

function checkOf(body: string): string {
  return inDigits(BigInt(crc32(body)), checkDigits);
}

function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${digits[Number(rest % 62n)] ?? ''}${text}`;
  return text.padStart(length, '0');
}
