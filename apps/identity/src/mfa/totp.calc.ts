import { generateSecret, generateURI, verifySync } from 'otplib';

const periodSeconds = 30;

/** 160 random bits in base32, as RFC 4226 recommends. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer: 'Kairos', label: email, secret });
}

/** The step of RFC 6238 that a code belongs to: this one, the one before or the one after; undefined when it is none of them. */
export function stepOf(code: string, secret: string, now: Date): number | undefined {
  const result = verifySync({ secret, token: code, epoch: Math.floor(now.getTime() / 1000), period: periodSeconds, epochTolerance: periodSeconds });
  return result.valid ? Math.floor(now.getTime() / 1000 / periodSeconds) + result.delta : undefined;
}
