import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets by name, for example `postgres`, `role:assets_app` or `nats:intake`. */
export type Secrets = Record<string, string>;

export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Adds a random value for every name that has none yet; existing values never change. */
export function completeSecrets(existing: Secrets, names: string[]): Secrets {
  const missing = names.filter((name) => existing[name] === undefined);
  return { ...existing, ...Object.fromEntries(missing.map((name) => [name, newSecret()])) };
}

/** Writes a file that only its owner may read, never leaving half of it behind. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Reads `secrets.json` of a stack and generates what it lacks. */
export function loadSecrets(root: string, names: string[]): (name: string) => string {
  const file = join(root, 'secrets.json');
  const existing: Secrets = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : {};
  const secrets = completeSecrets(existing, names);
  if (Object.keys(secrets).length > Object.keys(existing).length) writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return (name) => {
    const value = secrets[name];
    if (value === undefined) throw new Error(`no secret named ${name}`);
    return value;
  };
}

/** The first RS256 signing key of an installation, as `<kid>.pem` (PKCS#8); later keys come from rotation. */
export function ensureSigningKey(folder: string): void {
  if (readdirSync(folder).some((name) => name.endsWith('.pem'))) return;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`;
  writePrivate(join(folder, `${kid}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}
