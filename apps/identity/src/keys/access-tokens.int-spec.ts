import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import jsonwebtoken, { type JwtPayload, type SignOptions } from 'jsonwebtoken';
import type { KeySet, OwnAccess, ServiceToken } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, serviceSecret, type Person } from '../test/identity.builder.ts';
import { SigningKeys, writeSigningKey } from './signing-keys.ts';

let identity: IdentityBuilder;
let admin: Person;
let jwk: KeySet['keys'][number];
let own: KeyObject;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const { body } = await identity.service.anonymous().get('/api/v1/identity/.well-known/jwks.json').expect(200);
  jwk = (body as KeySet).keys[0] as KeySet['keys'][number];
  const keys = new SigningKeys(identity.keysFolder);
  keys.read();
  own = keys.signing().privateKey;
});
afterAll(() => identity?.stop());

const claims = () => {
  const { iss, aud, iat, exp, ...rest } = jsonwebtoken.decode(admin.accessToken) as JwtPayload;
  return { rest, iss, aud, lastsSeconds: (exp ?? 0) - (iat ?? 0) };
};
const sign = (key: KeyObject | string, options: SignOptions = {}) =>
  jsonwebtoken.sign(claims().rest, key, { algorithm: 'RS256', keyid: jwk.kid, issuer: 'kairos', audience: 'kairos', expiresIn: 600, ...options });
const me = (token: string) => new ApiClient(identity.service.url, token).get('/api/v1/identity/me');
const pem = () => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();

/** A token that jsonwebtoken would refuse to make. */
const forged = (header: object) => [header, { ...claims().rest, iss: 'kairos', aud: 'kairos', exp: 4_000_000_000 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

describe('access tokens', () => {
  it('say who and where for ten minutes, and nothing of what is allowed', () => {
    expect(claims()).toMatchObject({ iss: 'kairos', aud: 'kairos', lastsSeconds: 600 });
    expect(Object.keys(claims().rest).sort()).toEqual(['amr', 'auth_time', 'azv', 'mid', 'sid', 'sub', 'tid']);
    expect(jsonwebtoken.decode(admin.accessToken, { complete: true })?.header).toMatchObject({ alg: 'RS256', kid: jwk.kid });
  });

  it('are accepted when signed with the published key', () => me(sign(own)).expect(200));

  it.each<[string, () => string]>([
    ['no token', () => ''],
    ['nonsense', () => 'a.b.c'],
    ['an expired one', () => sign(own, { expiresIn: -1 })],
    ['one for another audience', () => sign(own, { audience: 'somebody else' })],
    ['one of another issuer', () => sign(own, { issuer: 'somebody else' })],
    ['one by a foreign key under a known key id', () => sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
    ['one with an unknown key id', () => sign(own, { keyid: 'unknown' })],
    ['one with a path as key id', () => sign(own, { keyid: '../../etc/passwd' })],
    ['one without a key id', () => jsonwebtoken.sign(claims().rest, own, { algorithm: 'RS256', issuer: 'kairos', audience: 'kairos', expiresIn: 600 })],
    ['alg none', () => `${forged({ alg: 'none', kid: jwk.kid })}.`],
    ['the public key taken for an HMAC secret', () => hmac(forged({ alg: 'HS256', kid: jwk.kid }), pem())],
    ['a stronger digest than agreed', () => sign(own, { algorithm: 'RS512' })],
    ['a key set that the token names itself', () => sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, { header: { alg: 'RS256', kid: 'mine', jku: 'http://127.0.0.1:1/keys' } })],
    ['a payload changed after signing', () => tampered(sign(own))],
  ])('are refused alike for %s', async (_, token) => {
    const { body, headers } = await me(token()).expect(401);
    expect(body).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('of a session that never was are refused', () => {
    const { rest } = claims();
    const token = jsonwebtoken.sign({ ...rest, sid: randomUUID() }, own, { algorithm: 'RS256', keyid: jwk.kid, issuer: 'kairos', audience: 'kairos', expiresIn: 600 });
    return me(token).expect(401);
  });

  it('tell services what they may do right now', async () => {
    const { body } = await admin.api.get('/api/v1/identity/access').expect(200);
    expect(body).toMatchObject({ active: true, rowScope: { plants: 'all' }, authzVersion: 1, sessionRevoked: false });
    expect((body as OwnAccess).permissions).toContain('assets.plant.read');
  });
});

describe('signing keys', () => {
  it('are published without their private half, at both addresses', async () => {
    const at = async (path: string) => (await identity.service.anonymous().get(path).expect(200)).body as KeySet;
    expect(await at('/.well-known/jwks.json')).toEqual(await at('/api/v1/identity/.well-known/jwks.json'));
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('stand in the key set before they sign', () => {
    const next = writeSigningKey(identity.keysFolder, new Date(Date.now() + 900_000));
    const keys = new SigningKeys(identity.keysFolder);
    keys.read();
    expect(keys.published().keys.map(({ kid }) => kid)).toContain(next.keyId);
    expect(keys.signing().keyId).toBe(jwk.kid);
    expect(keys.signing(new Date(Date.now() + 901_000)).keyId).toBe(next.keyId);
  });
});

describe('service tokens', () => {
  const ask = (membershipId: string, name = 'intake', secret = serviceSecret) =>
    identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId }).auth(name, secret);

  it('act for a live membership with its rights, and say which service acts', async () => {
    const { accessToken } = (await ask(admin.membershipId).expect(201)).body as ServiceToken;
    expect(jsonwebtoken.decode(accessToken)).toMatchObject({ sub: admin.userId, mid: admin.membershipId, act: { sub: 'intake' } });
    await new ApiClient(identity.service.url, accessToken).get('/api/v1/identity/access').expect(200);
  });

  it('outlive the session but not the membership', async () => {
    const user = await identity.user(admin, ['identity.user.read']);
    const person = await identity.person(user.email, goodPassword);
    await person.api.delete('/api/v1/identity/sessions/current').expect(204);
    const { accessToken } = (await ask(user.membershipId).expect(201)).body as ServiceToken;
    const service = new ApiClient(identity.service.url, accessToken);
    await service.get('/api/v1/identity/users').expect(200);
    await admin.api.post(`/api/v1/identity/users/${user.userId}/deactivate`, {}).set('if-match', '"1"').expect(200);
    await service.get('/api/v1/identity/users').expect(401);
    await ask(user.membershipId).expect(404);
  });

  it('do not sign out or change the password of the user they act for', async () => {
    const { accessToken } = (await ask(admin.membershipId).expect(201)).body as ServiceToken;
    const service = new ApiClient(identity.service.url, accessToken);
    await service.post('/api/v1/identity/me/password', { currentPassword: admin.password, newPassword: goodPassword }).expect(403);
    await service.delete('/api/v1/identity/sessions/current').expect(403);
  });

  it.each([
    ['a wrong secret', 'intake', 'wrong'],
    ['an unknown service', 'nobody', serviceSecret],
    ['a name of Object’s own', 'constructor', serviceSecret],
    ['the digest for the secret', 'intake', createHash('sha256').update(serviceSecret).digest('hex')],
  ])('are refused for %s', (_, name, secret) => ask(admin.membershipId, name, secret).expect(401));

  it('are refused without credentials, and for a membership that is none', async () => {
    await identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId: admin.membershipId }).expect(401);
    await ask(randomUUID()).expect(404);
  });
});

function hmac(signed: string, secret: string): string {
  const [header = '', payload = ''] = signed.split('.');
  const token = jsonwebtoken.sign(Buffer.from(payload, 'base64url').toString(), secret, { algorithm: 'HS256', header: JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string } });
  return token;
}

function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const changed = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), tid: randomUUID() };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}
