import { describe, expect, it } from '@jest/globals';
import { readMailedLink } from './mailed-link.calc.ts';

const token = 'a'.repeat(43);

describe('a mailed link', () => {
  it('is read as it was copied, with the place it leads to', () => {
    expect(readMailedLink(` <https://kairos.example/invitations/accept#token=${token}>\n`)).toEqual({ token, url: 'https://kairos.example' });
    expect(readMailedLink(token)).toEqual({ token });
  });

  it.each(['', 'short', 'https://kairos.example/', `https://kairos.example/?token=${token}`, `javascript:alert(1)#token=${token}`, `https://kairos.example/#token=${token}/../x`, 'two words'])('is not %j', (text) =>
    expect(readMailedLink(text)).toBeUndefined());
});
