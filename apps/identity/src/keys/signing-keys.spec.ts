import { afterAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobSessionOf } from './access-tokens.ts';
import { SigningKeys, writeSigningKey } from './signing-keys.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'kairos-test-keys-'));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true })));

const opened = (path: string) => {
  const keys = new SigningKeys(path);
  keys.read();
  return keys;
};

describe('the folder of signing keys', () => {
  it('signs with the youngest key whose time has come, and publishes all', () => {
    const path = folder();
    const at = (hour: number) => new Date(Date.UTC(2027, 2, 31, hour));
    const [old, current, next] = [writeSigningKey(path, at(1)), writeSigningKey(path, at(5)), writeSigningKey(path, at(9))];
    const keys = opened(path);
    expect(keys.signing(at(6)).keyId).toBe(current.keyId);
    expect(keys.signing(at(4)).keyId).toBe(old.keyId);
    expect(keys.published().keys.map(({ kid }) => kid).sort()).toEqual([old.keyId, current.keyId, next.keyId].sort());
    expect(JSON.stringify(keys.published())).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('takes a plain PKCS#8 file as a key that signs at once', () => {
    const path = folder();
    writeFileSync(join(path, '2027-01-01-abcd.pem'), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(opened(path).signing().keyId).toBe('2027-01-01-abcd');
  });

  it('notices a new key when it is read again', () => {
    const path = folder();
    writeSigningKey(path, new Date(0));
    const keys = opened(path);
    const { keyId } = writeSigningKey(path, new Date(1));
    keys.read();
    expect(keys.signing().keyId).toBe(keyId);
  });

  it('keeps what it had while the folder is empty, and says what is missing when it never had any', () => {
    const path = folder();
    expect(() => opened(path).signing()).toThrow('rotate-key');
    const { keyId } = writeSigningKey(path, new Date(0));
    const keys = opened(path);
    rmSync(join(path, `${keyId}.pem`));
    keys.read();
    expect(keys.signing().keyId).toBe(keyId);
  });

  it('holds keys that only their owner reads', () => {
    const path = folder();
    const { keyId } = writeSigningKey(path, new Date());
    expect(statSync(join(path, `${keyId}.pem`)).mode & 0o777).toBe(0o600);
  });

  it('refuses a key of another kind, and a time that is none', () => {
    const path = folder();
    writeFileSync(join(path, 'curve.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => opened(path)).toThrow('is not an RSA key');
    rmSync(join(path, 'curve.pem'));
    writeFileSync(join(path, 'late.pem'), 'notBefore: soon\n');
    expect(() => opened(path)).toThrow('no readable notBefore');
  });
});

describe('the session of a service’s work', () => {
  it('is one UUID per membership', () => {
    const id = jobSessionOf('0199a1b2-0000-7000-8000-000000000001');
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(jobSessionOf('0199a1b2-0000-7000-8000-000000000001')).toBe(id);
    expect(jobSessionOf('0199a1b2-0000-7000-8000-000000000002')).not.toBe(id);
  });
});
