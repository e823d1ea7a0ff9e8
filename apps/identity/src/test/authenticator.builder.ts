import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@kairos/contracts';

type Answering = { challenge?: string; origin?: string; rpId?: string; counter?: number; verified?: boolean };
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
const url = (bytes: Buffer) => bytes.toString('base64url');

/** CBOR (RFC 8949) of what authenticators say: small integers, bytes, text and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item as Buffer)])]);
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  return size < 256 ? Buffer.from([(major << 5) | 24, size]) : Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
}

/** An authenticator in software: one discoverable key on P-256, no attestation. */
export class TestAuthenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly credentialId = randomBytes(32);
  counter = 0;

  constructor(
    private readonly origin: string,
    private readonly rpId: string,
  ) {}

  get id(): string {
    return url(this.credentialId);
  }

  register(options: PasskeyOptions, answering: Answering = {}): PasskeyRegistration {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const key = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 32]), this.credentialId, key]);
    const data = Buffer.concat([this.authenticatorData(answering, 0x40), credential]);
    const attestationObject = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', data]]));
    return { id: this.id, rawId: this.id, type: 'public-key', response: { clientDataJSON: url(this.clientData('webauthn.create', options, answering)), attestationObject: url(attestationObject), transports: ['internal'] } };
  }

  prove(options: PasskeyOptions, answering: Answering = {}): PasskeyAssertion {
    this.counter += 1;
    const [clientData, data] = [this.clientData('webauthn.get', options, answering), this.authenticatorData(answering, 0)];
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), this.keys.privateKey);
    return { id: this.id, rawId: this.id, type: 'public-key', response: { clientDataJSON: url(clientData), authenticatorData: url(data), signature: url(signature) } };
  }

  private clientData(type: string, options: PasskeyOptions, { challenge, origin }: Answering): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: challenge ?? options['challenge'], origin: origin ?? this.origin, crossOrigin: false }));
  }

  private authenticatorData({ rpId, counter, verified = true }: Answering, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    return Buffer.concat([sha256(rpId ?? this.rpId), Buffer.from([0x01 | (verified ? 0x04 : 0) | more]), count]);
  }
}
