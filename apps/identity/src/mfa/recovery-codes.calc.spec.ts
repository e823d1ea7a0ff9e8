import { expect, it } from '@jest/globals';
import { newRecoveryCodes, recoveryCodeDigest } from './recovery-codes.calc.ts';

it('recovery codes are ten, all different, and easy to write down', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
});

it('a recovery code is read however it was written down', () => {
  const [code = ''] = newRecoveryCodes();
  for (const written of [code.toUpperCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')]) expect(recoveryCodeDigest(written)).toBe(recoveryCodeDigest(code));
  expect(recoveryCodeDigest(code)).not.toBe(recoveryCodeDigest(`${code.slice(0, -1)}${code.endsWith('a') ? 'b' : 'a'}`));
});
