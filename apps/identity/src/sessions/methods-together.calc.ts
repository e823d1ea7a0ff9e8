import type { AuthenticationMethod } from '@kairos/contracts';

const known: readonly AuthenticationMethod[] = ['pwd', 'fed'];
const held: readonly AuthenticationMethod[] = ['otp', 'hwk', 'swk'];

/** What several proofs amount to, each named once. Something known with something held is more than one factor. */
export function methodsTogether(...proofs: (readonly AuthenticationMethod[])[]): AuthenticationMethod[] {
  const methods = new Set(proofs.flat());
  if (known.some((method) => methods.has(method)) && held.some((method) => methods.has(method))) methods.add('mfa');
  return [...methods];
}
