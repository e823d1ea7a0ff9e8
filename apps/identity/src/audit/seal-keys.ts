import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AuditSealKey } from '@kairos/contracts/audit-chain';

const keyFile = /^[\w-]{1,100}\.ed25519$/;

/**
 * The Ed25519 keys that heads of audit chains are sealed with: `<key id>.ed25519` in the folder of signing keys, PKCS#8.
 * The last by name seals; the public halves of all are published, so that old seals stay verifiable after a key is replaced.
 */
export class SealKeys {
  constructor(private readonly folder: string) {}

  signing(): { keyId: string; privateKey: KeyObject } {
    const keyId = this.keyIds().at(-1) ?? this.makeFirstKey();
    return { keyId, privateKey: this.read(keyId) };
  }

  published(): AuditSealKey[] {
    return this.keyIds().map((keyId) => ({ keyId, algorithm: 'Ed25519', publicKeyPem: createPublicKey(this.read(keyId)).export({ type: 'spki', format: 'pem' }).toString() }));
  }

  private keyIds(): string[] {
    return readdirSync(this.folder).filter((name) => keyFile.test(name)).map((name) => basename(name, '.ed25519')).sort();
  }

  private read(keyId: string): KeyObject {
    return createPrivateKey(readFileSync(join(this.folder, `${keyId}.ed25519`)));
  }

  /** Replicas share the folder: whoever comes first places the key, whole, and the others use it. */
  private makeFirstKey(): string {
    const draft = join(this.folder, `${randomBytes(8).toString('hex')}.tmp`);
    writeFileSync(draft, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    try {
      linkSync(draft, join(this.folder, 'seal-0001.ed25519'));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
    return 'seal-0001';
  }
}
