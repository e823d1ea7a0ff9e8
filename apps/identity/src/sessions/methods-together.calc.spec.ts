import { expect, it } from '@jest/globals';
import { methodsTogether } from './methods-together.calc.ts';

it.each([
  [[['pwd']], ['pwd']],
  [[['pwd'], ['pwd']], ['pwd']],
  [[['pwd'], ['otp']], ['pwd', 'otp', 'mfa']],
  [[['fed'], ['swk']], ['fed', 'swk', 'mfa']],
  [[['otp']], ['otp']],
  [[['hwk', 'mfa']], ['hwk', 'mfa']],
  [[['pwd', 'otp', 'mfa'], ['otp']], ['pwd', 'otp', 'mfa']],
] as const)('%j amount to %j', (proofs, methods) => expect(methodsTogether(...proofs)).toEqual(methods));
