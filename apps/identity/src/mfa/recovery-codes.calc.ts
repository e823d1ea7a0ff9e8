import { createHash, randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ten codes of 80 random bits, in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('').replaceAll(/(.{4})(?=.)/g, '$1-'));
}

/** With 80 bits a plain digest tells nobody anything. */
export function recoveryCodeDigest(code: string): string {
  return createHash('sha256').update(code.toLowerCase().replaceAll(/[^a-z2-7]/g, '')).digest('hex');
}
