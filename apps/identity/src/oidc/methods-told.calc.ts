import type { AuthenticationMethod } from '@kairos/contracts';

/** Classes of authentication that stand for several factors: OpenID EAP (phishing-resistant), REFEDS MFA, the multi-factor policy of PAPE. */
const severalFactors = ['phr', 'phrh', 'https://refeds.org/profile/mfa', 'http://schemas.openid.net/pape/policies/2007/06/multi-factor'];
/** Methods of RFC 8176 that are something known, and something held or borne. */
const known = ['pwd', 'pin', 'kba'];
const heldOrBorne = ['otp', 'hwk', 'swk', 'sc', 'pop', 'sms', 'tel', 'fpt', 'face', 'iris', 'retina', 'vbm'];

/**
 * What an issuer's word amounts to: `fed`, and `mfa` where it tells of more than one factor, by its name, by methods of two kinds
 * (`amr`), or by a class of authentication that stands for several (`acr`).
 */
export function methodsTold({ amr, acr }: Readonly<Record<string, unknown>>): AuthenticationMethod[] {
  const methods: unknown[] = Array.isArray(amr) ? amr : [];
  const has = (names: readonly string[]) => names.some((name) => methods.includes(name));
  const isSeveral = methods.includes('mfa') || (has(known) && has(heldOrBorne)) || (typeof acr === 'string' && severalFactors.includes(acr));
  return isSeveral ? ['fed', 'mfa'] : ['fed'];
}
