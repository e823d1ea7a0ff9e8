import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.ts';

describe('hashing passwords', () => {
  const hasher = new PasswordHasher();

  it('uses argon2id with 64 MiB, three passes and one lane, and a salt of its own each time', async () => {
    const [first, second] = [await hasher.hash('seven brown herons'), await hasher.hash('seven brown herons')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(first).not.toBe(second);
    expect(await hasher.matches(first, 'seven brown herons')).toBe(true);
    expect(await hasher.matches(first, 'seven brown heron')).toBe(false);
  });

  it('matches nothing where there is no account, and does the same work to find out', async () => {
    const cpuOf = async (stored: string | undefined): Promise<number> => {
      const before = process.cpuUsage();
      expect(await hasher.matches(stored, 'seven brown herons')).toBe(stored !== undefined);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const stored = await hasher.hash('seven brown herons');
    await cpuOf(undefined);
    // Work, not time: a wrong turn that skips the hash costs a hundredth of it.
    expect((await cpuOf(undefined)) * 5).toBeGreaterThan(await cpuOf(stored));
  });
});
