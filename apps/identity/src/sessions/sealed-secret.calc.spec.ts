import { describe, expect, it } from '@jest/globals';
import { openSealed, seal } from './sealed-secret.calc.ts';

describe('a sealed secret', () => {
  it('is read by whoever holds the secret it was sealed under, and looks different each time', () => {
    const [first, second] = [seal('child', 'parent'), seal('child', 'parent')];
    expect(first).not.toBe(second);
    expect([first, second].map((sealed) => openSealed(sealed, 'parent'))).toEqual(['child', 'child']);
    expect(first).not.toContain('child');
  });

  it('is read by nobody else, and not after a change', () => {
    const sealed = seal('child', 'parent');
    expect(() => openSealed(sealed, 'another')).toThrow();
    const [nonce = '', tag = '', content = ''] = sealed.split('.');
    expect(() => openSealed([nonce, tag, `${content.startsWith('A') ? 'B' : 'A'}${content.slice(1)}`].join('.'), 'parent')).toThrow();
    expect(() => openSealed([nonce, tag.slice(0, 6), content].join('.'), 'parent')).toThrow();
    expect(() => openSealed('nonsense', 'parent')).toThrow();
  });
});
