import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Platform, type Member } from './platform.ts';
import type { ProgramName } from './program.ts';
import { rawRequest } from './raw-request.ts';

/** A route of every program, and of a service behind the gateway. */
const doors: [ProgramName, string][] = [
  ['identity', '/api/v1/identity/me'], ['assets', '/api/v1/assets/plants'], ['workflows', '/api/v1/workflows/deadlines'], ['intake', '/api/v1/intake/source-files'],
  ['gateway', '/api/v1/events'], ['gateway', '/api/v1/assets/plants'], ['gateway', '/api/v1/identity/me'],
];

let platform: Platform;
let member: Member;
let lure: Server;
let lureUrl: string;
let own: { privateKey: KeyObject; publicKey: KeyObject; keyId: string };
const called: string[] = [];
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

beforeAll(async () => {
  platform = await Platform.startApart();
  member = await platform.foundTenant('alfa');
  await platform.knownEverywhere(member);
  const privateKey = createPrivateKey(readFileSync(join(platform.folder, 'keys', 'test.pem')));
  const { kid } = JSON.parse(Buffer.from(member.accessToken.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  own = { privateKey, publicKey: createPublicKey(privateKey), keyId: kid };
  lure = createServer((request, response) => {
    called.push(request.url ?? '');
    response.end(JSON.stringify({ keys: [{ ...foreign.publicKey.export({ format: 'jwk' }), kid: 'mine', alg: 'RS256', use: 'sig' }] }));
  });
  await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
  lureUrl = `http://127.0.0.1:${(lure.address() as AddressInfo).port}/keys`;
}, 90_000);
afterAll(async () => {
  await platform?.stop();
  lure?.close();
});

const encode = (part: unknown) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const claims = () => JSON.parse(Buffer.from(member.accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const rs256 = (text: string, key = own.privateKey) => sign('sha256', Buffer.from(text), key);
/** A token whose header and signature are whatever a test makes of them. */
function token(header: object | string, signature: (text: string) => Buffer = rs256, payload: unknown = claims()): string {
  const text = `${encode(typeof header === 'string' ? header : { alg: 'RS256', typ: 'JWT', kid: own.keyId, ...header })}.${encode(payload)}`;
  return `${text}.${signature(text).toString('base64url')}`;
}
const byStranger = (text: string) => rs256(text, foreign.privateKey);
const byPublicKey = (type: 'spki' | 'pkcs1', format: 'pem' | 'der') => (text: string) => createHmac('sha256', own.publicKey.export({ type, format } as { type: 'spki'; format: 'pem' })).update(text).digest();
const statuses = (sent: string) => Promise.all(doors.map(async ([program, path]) => (await rawRequest(platform.url(program), { method: 'GET', path, headers: { authorization: `Bearer ${sent}` } })).status));

describe('at every program a token', () => {
  it('that is whole is taken, so that what follows is refused for its fault alone', async () => {
    expect(await statuses(token({}))).toEqual(doors.map(() => 200));
  });

  it.each<[string, () => string]>([
    ['names a key set of its own', () => token({ kid: 'mine', jku: lureUrl }, byStranger)],
    ['names a key set beside our key', () => token({ jku: lureUrl })],
    ['names a certificate elsewhere', () => token({ kid: 'mine', x5u: lureUrl }, byStranger)],
    ['names a certificate elsewhere beside our key', () => token({ x5u: lureUrl })],
    ['names an address as its key', () => token({ kid: lureUrl }, byStranger)],
    ['names an address as its issuer', () => token({ kid: 'mine' }, byStranger, { ...claims(), iss: lureUrl, jku: lureUrl })],
    ['names a path as its key', () => token({ kid: '../../../../dev/null' }, (text) => createHmac('sha256', '').update(text).digest())],
    ['names SQL as its key', () => token({ kid: `x' union select 'x` }, byStranger)],
    ['brings its key along', () => token({ jwk: foreign.publicKey.export({ format: 'jwk' }) }, byStranger)],
    ['brings its key along under our name', () => token({ jwk: { ...foreign.publicKey.export({ format: 'jwk' }), kid: own.keyId } }, byStranger)],
    ['brings a certificate along', () => token({ x5c: [foreign.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }, byStranger)],
    ['takes our public key for a shared secret', () => token({ alg: 'HS256' }, byPublicKey('spki', 'pem'))],
    ['takes our public key for a shared secret, as bytes', () => token({ alg: 'HS256' }, byPublicKey('pkcs1', 'der'))],
    ['takes our key for one of a curve', () => token({ alg: 'ES256' }, (text) => sign('sha256', Buffer.from(text), { key: curve.privateKey, dsaEncoding: 'ieee-p1363' }))],
    ['has a signature of zeroes', () => token({ alg: 'ES256' }, () => Buffer.alloc(64))],
    ['has a signature of zeroes under our algorithm', () => token({}, () => Buffer.alloc(256))],
    ['has a signature of one', () => token({}, () => Buffer.concat([Buffer.alloc(255), Buffer.from([1])]))],
    ['has a signature of the modulus', () => token({}, () => Buffer.from(String((own.publicKey.export({ format: 'jwk' }) as { n: string }).n), 'base64url'))],
    ['has an empty signature', () => token({}, () => Buffer.alloc(0))],
    ['is signed by our key in another way', () => token({ alg: 'RS512' }, (text) => sign('sha512', Buffer.from(text), own.privateKey))],
    ['is signed by our key with a padding of another algorithm', () => token({ alg: 'PS256' }, (text) => sign('sha256', Buffer.from(text), { key: own.privateKey, padding: 6, saltLength: 32 }))],
    ['is signed by nobody', () => token({ alg: 'none' }, () => Buffer.alloc(0))],
    ['is signed by nobody, in another case', () => token({ alg: 'nOnE' }, () => Buffer.alloc(0))],
    ['has an extension that must be understood', () => token({ crit: ['x-new'], 'x-new': 1 })],
    ['has an extension that is understood, and must not be there', () => token({ crit: ['exp'] })],
    ['has a payload that is not encoded', () => token({ b64: false, crit: ['b64'] })],
    ['holds another token', () => token({ cty: 'JWT' }, rs256, token({}))],
    ['says its algorithm twice', () => token(`{"alg":"none","alg":"RS256","typ":"JWT","kid":"${own.keyId}"}`)],
    ['says its key twice', () => token(`{"alg":"RS256","typ":"JWT","kid":"mine","kid":"${own.keyId}"}`)],
    ['is of another type', () => token({ typ: 'logout+jwt' })],
    ['is compressed', () => token({ zip: 'DEF' })],
    ['has characters that are not of its alphabet', () => token({}).replace('.', '.=')],
    ['is written as JSON', () => encode({ protected: encode({ alg: 'RS256' }), payload: encode(claims()), signature: 'x' })],
    ['is as long as a header may be', () => token({ kid: 'k'.repeat(7000) }, byStranger)],
  ])('is refused when it %s', async (_, made) => {
    expect(await statuses(made())).toEqual(doors.map(() => 401));
  });

  it('beyond what a header may hold does not reach the check, nor keep anybody else waiting', async () => {
    for (const status of await statuses(token({ kid: 'k'.repeat(200_000) }, byStranger)).catch(() => [431])) expect([400, 431]).toContain(status);
    expect(await statuses(member.accessToken)).toEqual(doors.map(() => 200));
  });

  it('never made anybody call an address that it names', () => expect(called).toEqual([]));
});
