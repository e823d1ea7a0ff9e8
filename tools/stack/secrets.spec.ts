import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureSigningKey, loadSecrets } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kairos secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('secrets of an installation', () => {
  it('are generated once and stay the same', () => {
    const first = loadSecrets(folder, ['postgres', 'nats:admin']);
    const second = loadSecrets(folder, ['postgres', 'nats:admin']);
    expect(second('postgres')).toBe(first('postgres'));
    expect(first('postgres')).not.toBe(first('nats:admin'));
    expect(first('postgres').length).toBeGreaterThanOrEqual(32);
  });

  it('grow when a later version needs another one', () => {
    const before = loadSecrets(folder, ['postgres'])('postgres');
    const after = loadSecrets(folder, ['postgres', 'nats:fleet']);
    expect(after('postgres')).toBe(before);
    expect(after('nats:fleet')).toBeTruthy();
  });

  it('are readable by their owner alone', () => {
    loadSecrets(folder, ['postgres']);
    ensureSigningKey(folder);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('include one signing key, never replaced', () => {
    ensureSigningKey(folder);
    const [name = ''] = readdirSync(folder);
    const key = readFileSync(join(folder, name), 'utf8');
    ensureSigningKey(folder);
    expect(readdirSync(folder)).toEqual([name]);
    expect(key).toContain('BEGIN PRIVATE KEY');
  });

  it('are never invented for an unknown name', () => {
    expect(() => loadSecrets(folder, ['postgres'])('nats:nobody')).toThrow('no secret named nats:nobody');
  });
});
