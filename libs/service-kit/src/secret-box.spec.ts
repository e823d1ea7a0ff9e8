import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from './secret-box.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kairos-test-box-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a sealed secret', () => {
  it('opens again, and never looks the same twice', () => {
    const box = new SecretBox(folder);
    const [one, two] = [box.seal('è il segreto', 'provider:1'), box.seal('è il segreto', 'provider:1')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^0001\.[\w-]+$/);
    expect([one, two].map((text) => new SecretBox(folder).open(text, 'provider:1'))).toEqual(['è il segreto', 'è il segreto']);
  });

  it('opens for no other purpose', () => {
    const box = new SecretBox(folder);
    expect(() => box.open(box.seal('secret', 'provider:1'), 'provider:2')).toThrow();
  });

  it('does not open once any of it was changed', () => {
    const box = new SecretBox(folder);
    const [keyId = '', content = ''] = box.seal('secret', 'x').split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open(`${keyId}.${changed.toString('base64url')}`, 'x')).toThrow();
    }
    for (const text of ['', 'x', '0001.', '../../etc/passwd.AAAA', `${keyId}.${bytes.subarray(0, 27).toString('base64url')}`]) expect(() => box.open(text, 'x')).toThrow('no sealed secret');
  });

  it('still opens after a newer key seals', () => {
    const box = new SecretBox(folder);
    const old = box.seal('secret', 'x');
    writeFileSync(join(folder, '0002.box'), `${randomBytes(32).toString('base64')}\n`);
    const young = box.seal('secret', 'x');
    expect([young.slice(0, 4), box.open(old, 'x'), box.open(young, 'x')]).toEqual(['0002', 'secret', 'secret']);
  });

  it('is sealed anew by the newest key, once, and opens without the older one then', () => {
    const box = new SecretBox(folder);
    const old = box.seal('secret', 'x');
    expect(box.reseal(old, 'x')).toBeUndefined();
    writeFileSync(join(folder, '0002.box'), `${randomBytes(32).toString('base64')}\n`);
    const young = box.reseal(old, 'x') ?? '';
    expect([box.newestKeyId, young.slice(0, 5), box.reseal(young, 'x')]).toEqual(['0002', '0002.', undefined]);
    expect(() => box.reseal(old, 'y')).toThrow();
    rmSync(join(folder, '0001.box'));
    expect(box.open(young, 'x')).toBe('secret');
    expect(() => box.reseal(old, 'x')).toThrow();
  });

  it('is sealed by a key that only its owner reads, made once', () => {
    new SecretBox(folder).seal('secret', 'x');
    const made = readFileSync(join(folder, '0001.box'), 'utf8');
    new SecretBox(folder).seal('secret', 'x');
    expect(readFileSync(join(folder, '0001.box'), 'utf8')).toBe(made);
    expect(statSync(join(folder, '0001.box')).mode & 0o777).toBe(0o600);
  });

  it('asks for a key of 256 bits', () => {
    writeFileSync(join(folder, '0001.box'), randomBytes(16).toString('base64'));
    expect(() => new SecretBox(folder).seal('secret', 'x')).toThrow('not 32 bytes');
  });
});
