import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keyFile = /^[\w-]{1,100}\.box$/;

/**
 * Seals secrets that must be read again, such as a client secret, for the database: AES-256-GCM with the keys of one
 * folder, `<key id>.box`, 32 bytes in base64. The last key by name seals; all of them open, so that a key can be replaced.
 * A sealed text says its key's id and is bound to a purpose: it opens for nothing else.
 */
export class SecretBox {
  constructor(private readonly folder: string) {}

  /** @param purpose what the secret is, with the id of what it belongs to, such as `identity-provider:<id>` */
  seal(secret: string, purpose: string): string {
    const keyId = this.keyIds().at(-1) ?? this.makeFirstKey();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key(keyId), nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws Error when it was sealed for another purpose, was changed, or its key is gone */
  open(text: string, purpose: string): string {
    const [keyId = '', content = ''] = text.split('.');
    const bytes = Buffer.from(content, 'base64url');
    if (!keyFile.test(`${keyId}.box`) || bytes.length < nonceBytes + tagBytes) throw new Error('This is no sealed secret.');
    const decipher = createDecipheriv(algorithm, this.key(keyId), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  }

  /** The id of the key that seals from now on; undefined while there is none. */
  get newestKeyId(): string | undefined {
    return this.keyIds().at(-1);
  }

  /**
   * Seals what an older key sealed with the newest one.
   *
   * @returns undefined where the newest key sealed it already
   * @throws Error as `open` does
   */
  reseal(text: string, purpose: string): string | undefined {
    return text.startsWith(`${this.newestKeyId}.`) ? undefined : this.seal(this.open(text, purpose), purpose);
  }

  private key(keyId: string): Buffer {
    const key = Buffer.from(readFileSync(join(this.folder, `${keyId}.box`), 'utf8').trim(), 'base64');
    if (key.length !== 32) throw new Error(`The key ${keyId}.box is not 32 bytes in base64.`);
    return key;
  }

  private keyIds(): string[] {
    return !existsSync(this.folder) ? [] : readdirSync(this.folder).filter((name) => keyFile.test(name)).map((name) => basename(name, '.box')).sort();
  }

  /** Replicas share the folder: whoever comes first places the key, whole, and the others use it. */
  private makeFirstKey(): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `${randomBytes(8).toString('hex')}.tmp`);
    writeFileSync(draft, randomBytes(32).toString('base64'), { mode: 0o600 });
    try {
      linkSync(draft, join(this.folder, '0001.box'));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
    return '0001';
  }
}
