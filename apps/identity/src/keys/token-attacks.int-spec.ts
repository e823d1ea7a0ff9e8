import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import { ApiClient } from '@kairos/testing';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { SigningKeys } from './signing-keys.ts';

let identity: IdentityBuilder;
let admin: Person;
let own: { key: KeyObject; keyId: string };
let lure: Server;
let lureUrl: string;
const called: string[] = [];
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const keys = new SigningKeys(identity.keysFolder);
  keys.read();
  own = { key: keys.signing().privateKey, keyId: keys.signing().keyId };
  lure = createServer((request, response) => {
    called.push(request.url ?? '');
    response.end(JSON.stringify({ keys: [{ ...foreign.publicKey.export({ format: 'jwk' }), kid: 'mine', alg: 'RS256', use: 'sig' }] }));
  });
  await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
  lureUrl = `http://127.0.0.1:${(lure.address() as { port: number }).port}/keys`;
});
afterAll(async () => {
  await identity?.stop();
  lure?.close();
});

const encode = (part: unknown) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const claims = () => jsonwebtoken.decode(admin.accessToken) as JwtPayload;
function signed(header: object, payload: unknown, key: KeyObject = own.key): string {
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: own.keyId, ...header })}.${encode(payload)}`;
  return `${text}.${signBytes('sha256', Buffer.from(text), key).toString('base64url')}`;
}
const parts = () => signed({}, claims()).split('.') as [string, string, string];
const me = (token: string) => new ApiClient(identity.service.url, token).get('/api/v1/identity/me');
const jwk = () => foreign.publicKey.export({ format: 'jwk' });

describe('a token', () => {
  it('that is whole is taken, so that what follows is refused for its fault alone', () => me(signed({}, claims())).expect(200));

  it.each<[string, () => string]>([
    ['names a key set of its own', () => signed({ kid: 'mine', jku: lureUrl }, claims(), foreign.privateKey)],
    ['names a certificate of its own', () => signed({ kid: 'mine', x5u: lureUrl }, claims(), foreign.privateKey)],
    ['brings its key along', () => signed({ jwk: jwk() }, claims(), foreign.privateKey)],
    ['names an address as key id', () => signed({ kid: lureUrl }, claims(), foreign.privateKey)],
    ['names a path as key id', () => signed({ kid: `../${own.keyId}` }, claims())],
    ['names a property of every object as key id', () => signed({ kid: '__proto__' }, claims(), foreign.privateKey)],
    ['names no algorithm', () => `${encode({ typ: 'JWT', kid: own.keyId })}.${parts()[1]}.${parts()[2]}`],
    ['says none in another case', () => `${encode({ alg: 'nOnE', kid: own.keyId })}.${parts()[1]}.`],
    ['says what its subject is twice, and was signed with the first', () => [parts()[0], encode(JSON.stringify(claims()).replace('{', `{"sub":"${admin.userId}","tid":"${admin.userId}",`)), parts()[2]].join('.')],
    ['counts only from a later time on', () => signed({}, { ...claims(), nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ['has no end', () => signed({}, { ...claims(), exp: undefined })],
    ['ends at no number', () => signed({}, { ...claims(), exp: 'never' })],
    ['has a list of audiences that are not ours', () => signed({}, { ...claims(), aud: ['others', 'Kairos'] })],
    ['lacks an issuer', () => signed({}, { ...claims(), iss: undefined })],
    ['has a shortened signature', () => [parts()[0], parts()[1], parts()[2].slice(0, -8)].join('.')],
    ['has no signature', () => [parts()[0], parts()[1], ''].join('.')],
    ['has a fourth part', () => `${parts().join('.')}.x`],
    ['holds claims that are no JSON', () => signed({}, 'not json')],
    ['holds claims that are a list', () => signed({}, [claims()])],
    ['holds a header of thousands of characters', () => signed({ x5c: ['A'.repeat(6000)], kid: 'mine' }, claims(), foreign.privateKey)],
  ])('is refused when it %s', async (_, token) => {
    const { body } = await me(token()).expect(401);
    expect(body).toMatchObject({ code: 'unauthenticated' });
  });

  it('beyond what a header may hold does not reach the check', async () => {
    expect([400, 401, 413, 431]).toContain((await me('A'.repeat(100_000)).catch((error: { status?: number }) => ({ status: error.status ?? 431 }))).status);
    await me(signed({}, claims())).expect(200);
  });

  it('never made anybody call an address that it names', () => expect(called).toEqual([]));
});
