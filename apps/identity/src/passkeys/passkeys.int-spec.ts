import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import type { PasskeyAssertion, PasskeyList, PasskeyOptions, RenewedAccess, SecondFactorRequired, SignedIn } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { TestAuthenticator } from '../test/authenticator.builder.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

const mine = '/api/v1/identity/me/passkeys';
const sessions = '/api/v1/identity/sessions';
const [origin, rpId] = ['http://localhost:4000', 'localhost'];
let identity: IdentityBuilder;
let somebody: Person;
let phone: TestAuthenticator;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  const { email } = await identity.user(await identity.admin(), []);
  somebody = await identity.person(email, goodPassword);
  phone = new TestAuthenticator(origin, rpId);
});
afterAll(() => identity?.stop());

const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });
const noFailures = () => identity.service.database.admin.query('delete from identity.sign_in_failure');
const askToRegister = async () => (await somebody.api.post(`${mine}/registration`).expect(200)).body as PasskeyOptions;
const askToProve = async () => (await identity.service.anonymous().post(`${sessions}/passkey/challenge`).expect(200)).body as PasskeyOptions;
const add = (registration: object) => somebody.api.post(mine, { name: 'My phone', registration });
const signIn = (assertion: PasskeyAssertion) => identity.service.anonymous().post(`${sessions}/passkey`, { assertion });
const own = async () => ((await somebody.api.get(mine).expect(200)).body as PasskeyList).items;

describe('registering a passkey', () => {
  it('asks for one that is found by itself and checks its user, for our address alone', async () => {
    expect(await askToRegister()).toMatchObject({ rp: { id: rpId }, authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, attestation: 'none' });
  });

  it.each<[string, (options: PasskeyOptions) => object]>([
    ['made at another origin', (options) => phone.register(options, { origin: 'https://evil.example' })],
    ['made for another relying party', (options) => phone.register(options, { rpId: 'evil.example' })],
    ['made without checking its user', (options) => phone.register(options, { verified: false })],
    ['an answer to another challenge', (options) => phone.register(options, { challenge: Buffer.from(randomUUID()).toString('base64url') })],
    ['a proof where a registration is wanted', (options) => ({ ...phone.register(options), response: { ...phone.register(options).response, clientDataJSON: phone.prove(options).response.clientDataJSON } })],
    ['nonsense', (options) => ({ ...phone.register(options), response: { clientDataJSON: 'bm9uc2Vuc2U', attestationObject: 'bm9uc2Vuc2U' } })],
  ])('refuses %s, and keeps nothing of it', async (_, make) => {
    await add(make(await askToRegister())).expect(422).expect(refused('passkey-refused'));
    expect(await own()).toEqual([]);
  });

  it('takes the answer to a challenge of this user, once', async () => {
    phone.counter = 0;
    const options = await askToRegister();
    await add(phone.register(options)).expect(201);
    await add(new TestAuthenticator(origin, rpId).register(options)).expect(422).expect(refused('passkey-refused'));
    expect(await own()).toEqual([expect.objectContaining({ name: 'My phone', synced: false, lastUsedAt: null })]);
    await add(phone.register(await askToRegister())).expect(409).expect(refused('passkey-is-known'));
    expect(await askToRegister()).toMatchObject({ excludeCredentials: [{ id: phone.id }] });
  });
});

describe('signing in with a passkey', () => {
  it('needs neither address nor password, and counts as two factors', async () => {
    const answer = await signIn(phone.prove(await askToProve())).expect(201);
    const { accessToken, userId } = answer.body as SignedIn;
    expect(userId).toBe(somebody.userId);
    expect((jsonwebtoken.decode(accessToken) as JwtPayload)['amr']).toEqual(['hwk', 'mfa']);
    expect(answer.get('Set-Cookie')).toHaveLength(2);
    expect((await own())[0]?.lastUsedAt).not.toBeNull();
  });

  it('takes a challenge once, and for five minutes', async () => {
    const assertion = phone.prove(await askToProve());
    await signIn(assertion).expect(201);
    await signIn(assertion).expect(422).expect(refused('passkey-refused'));
    const late = await askToProve();
    await identity.service.database.admin.query('update identity.passkey_challenge set expires_at = now()');
    await signIn(phone.prove(late)).expect(422);
    await noFailures();
  });

  it.each<[string, (options: PasskeyOptions) => PasskeyAssertion]>([
    ['another origin', (options) => phone.prove(options, { origin: 'https://evil.example' })],
    ['another relying party', (options) => phone.prove(options, { rpId: 'evil.example' })],
    ['an unchecked user', (options) => phone.prove(options, { verified: false })],
    ['a challenge of a registration', (options) => phone.prove({ ...options, challenge: 'bWFkZS11cA' })],
    ['a copy whose count does not rise', (options) => phone.prove(options, { counter: 1 })],
    ['an unknown passkey', (options) => new TestAuthenticator(origin, rpId).prove(options)],
    ['the key of another passkey', (options) => ({ ...new TestAuthenticator(origin, rpId).prove(options, { counter: 99 }), id: phone.id, rawId: phone.id })],
    ['somebody else’s handle', (options) => ({ ...phone.prove(options), response: { ...phone.prove(options).response, userHandle: Buffer.from(randomUUID()).toString('base64url') } })],
  ])('refuses %s', async (_, make) => {
    await noFailures();
    await signIn(make(await askToProve())).expect(422).expect(refused('passkey-refused'));
  });

  it('lets one of two copies in that come at once', async () => {
    await noFailures();
    const [one, other] = [await askToProve(), await askToProve()];
    const count = phone.counter + 5;
    const both = await Promise.all([one, other].map((options) => signIn(phone.prove(options, { counter: count }))));
    phone.counter = count;
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('refuses the shape of anything else', () => signIn({ id: 'x' } as PasskeyAssertion).expect(400));
});

describe('a passkey as a second factor', () => {
  it('completes a sign-in with the password, and a step-up', async () => {
    await noFailures();
    const first = (await identity.signInAs(somebody.email, goodPassword).expect(202)).body as SecondFactorRequired;
    expect(first.factors).toEqual(['passkey']);
    const second = await identity.service.anonymous().post(`${sessions}/second-factor`, { challenge: first.challenge, proof: { passkey: phone.prove(await askToProve()) } }).expect(201);
    const api = new ApiClient(identity.service.url, (second.body as SignedIn).accessToken);
    await api.post(`${sessions}/current/step-up`, { password: goodPassword }).expect(422).expect(refused('stronger-proof-needed'));
    const { accessToken } = (await api.post(`${sessions}/current/step-up`, { passkey: phone.prove(await askToProve()) }).expect(200)).body as RenewedAccess;
    expect((jsonwebtoken.decode(accessToken) as JwtPayload)['amr']).toContain('mfa');
  });
});

describe('one’s own passkeys', () => {
  it('are renamed and removed, by nobody else', async () => {
    const admin = await identity.admin();
    const [passkey] = await own();
    const path = `${mine}/${passkey?.id}`;
    await admin.api.patch(path, { name: 'Mine now' }).expect(404);
    await admin.api.delete(path).expect(404);
    await somebody.api.patch(path, { name: 'Telefono' }).expect(204);
    expect((await own()).map(({ name }) => name)).toEqual(['Telefono']);
    await somebody.api.delete(path).expect(204);
    await somebody.api.delete(path).expect(404);
    await signIn(phone.prove(await askToProve())).expect(422);
    await identity.signInAs(somebody.email, goodPassword).expect(201);
  });
});
