import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KeySet } from '@kairos/contracts';

type SigningKey = { keyId: string; notBefore: Date; privateKey: KeyObject; jwk: JsonWebKey };

/** A key stands in the key set this long before it signs, so that nobody meets a token by a key they have not fetched. */
export const publishedBeforeMs = 15 * 60_000;
const rereadEveryMs = 60_000;

/**
 * The keys of one folder: `<key id>.pem`, PKCS#8, with an optional first line `notBefore: <instant>`. The youngest key
 * whose time has come signs; all of them are published.
 */
export class SigningKeys {
  private keys: SigningKey[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly folder: string) {}

  start(): void {
    this.read();
    this.timer = setInterval(() => this.read(), rereadEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Reads the folder again; keys that did not change are not parsed again. */
  read(): void {
    const known = new Map(this.keys.map((key) => [key.keyId, key]));
    const files = readdirSync(this.folder).filter((name) => /^[\w.-]{1,100}\.pem$/.test(name)).sort();
    const keys = files.map((file) => known.get(basename(file, '.pem')) ?? readKey(join(this.folder, file)));
    // An unreadable moment of the folder must not leave the service without a key.
    if (keys.length > 0 || this.keys.length === 0) this.keys = keys;
  }

  /** @throws Error when no key may sign yet */
  signing(now: Date = new Date()): SigningKey {
    const ready = this.keys.filter(({ notBefore }) => notBefore <= now).sort((a, b) => a.notBefore.getTime() - b.notBefore.getTime() || (a.keyId < b.keyId ? -1 : 1));
    const key = ready.at(-1);
    if (!key) throw new Error('SIGNING_KEYS_DIR holds no key that may sign: run the command rotate-key.');
    return key;
  }

  published(): KeySet {
    return { keys: this.keys.map(({ jwk }) => jwk) as KeySet['keys'] };
  }
}

function readKey(file: string): SigningKey {
  const text = readFileSync(file, 'utf8');
  const keyId = basename(file, '.pem');
  const stated = /^notBefore: (\S+)$/m.exec(text)?.[1];
  const notBefore = new Date(stated ?? 0);
  if (Number.isNaN(notBefore.getTime())) throw new Error(`The signing key ${keyId} states no readable notBefore.`);
  const privateKey = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
  const { n, e, kty } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (kty !== 'RSA') throw new Error(`The signing key ${keyId} is not an RSA key.`);
  return { keyId, notBefore, privateKey, jwk: { kty, n, e, use: 'sig', alg: 'RS256', kid: keyId } as JsonWebKey };
}

/** Writes a new key into the folder, to sign from `notBefore` on. */
export function writeSigningKey(folder: string, notBefore: Date): { keyId: string; notBefore: Date } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyId = `${notBefore.toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`;
  const draft = join(folder, `${keyId}.tmp`);
  writeFileSync(draft, `notBefore: ${notBefore.toISOString()}\n${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`, { mode: 0o600 });
  renameSync(draft, join(folder, `${keyId}.pem`));
  return { keyId, notBefore };
}
