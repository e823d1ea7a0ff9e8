import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import type { ConfirmedTotp, OwnMfaView, RecoveryCodes, RenewedAccess, SecondFactorProof, SecondFactorRequired, SignedIn, TotpEnrolment } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

const mfa = '/api/v1/identity/me/mfa';
const sessions = '/api/v1/identity/sessions';
let identity: IdentityBuilder;
let somebody: Person;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  const { email } = await identity.user(await identity.admin(), []);
  somebody = await identity.person(email, goodPassword);
});
afterAll(() => identity?.stop());

let moment: number;
beforeEach(() => {
  moment = Date.now() / 1000;
});
/** The code of one moment for a whole test, or of the step after it: both are taken still when the half minute turns while the test runs. */
const codeAt = (drift = 0) => generateSync({ secret, epoch: Math.floor(moment) + 30 * drift });
const wrongCode = () => [-2, -1, 0, 1, 2, 3].map(codeAt).includes('000000') ? '111111' : '000000';
const client = (accessToken: string) => new ApiClient(identity.service.url, accessToken);
const amrOf = (token: string) => (jsonwebtoken.decode(token) as JwtPayload)['amr'] as string[];
const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });
/** Makes every step count again, as if time had passed. */
const later = () => identity.service.database.admin.query('update identity.totp_factor set last_step = 0');
const noAttempts = () => identity.service.database.admin.query('delete from identity.sign_in_failure');

async function begin(): Promise<string> {
  await noAttempts();
  const { body } = await identity.signInAs(somebody.email, goodPassword).expect(202);
  return (body as SecondFactorRequired).challenge;
}
const complete = (challenge: string, proof: SecondFactorProof) => identity.service.anonymous().post(`${sessions}/second-factor`, { challenge, proof });

describe('setting up one-time codes', () => {
  it('shows a secret, which counts for nothing until a first code shows that it has arrived', async () => {
    const enrolment = (await somebody.api.post(`${mfa}/totp`).expect(201)).body as TotpEnrolment;
    secret = enrolment.secret;
    expect(enrolment.otpauthUri).toContain(`secret=${secret}`);
    await identity.signInAs(somebody.email, goodPassword).expect(201);
    await somebody.api.post(`${mfa}/totp/confirm`, { code: wrongCode() }).expect(422).expect(refused('proof-refused'));
    secret = ((await somebody.api.post(`${mfa}/totp`).expect(201)).body as TotpEnrolment).secret;
    const confirmed = (await somebody.api.post(`${mfa}/totp/confirm`, { code: codeAt() }).expect(200)).body as ConfirmedTotp;
    recoveryCodes = confirmed.recoveryCodes;
    expect(recoveryCodes).toHaveLength(10);
    expect(amrOf(confirmed.accessToken)).toEqual(['pwd', 'otp', 'mfa']);
    expect((await client(confirmed.accessToken).get(mfa).expect(200)).body as OwnMfaView).toEqual({ totp: true, recoveryCodesLeft: 10, passkeys: 0 });
  });

  it('is not done twice', async () => {
    await somebody.api.post(`${mfa}/totp`).expect(409).expect(refused('totp-is-enrolled'));
    await somebody.api.post(`${mfa}/totp/confirm`, { code: codeAt() }).expect(409);
  });

  it('stands in the trail from its beginning', async () => {
    const told = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceType: string }).filter(({ resourceType }) => resourceType === 'TotpFactor');
    expect(new Set(told.map(({ action }) => action))).toEqual(new Set(['identity.mfa.begin-totp', 'identity.mfa.enrol-totp']));
  });

  it('leaves neither the secret nor a code in a table, an event or an audit record', async () => {
    const { rows } = await identity.service.database.admin.query<{ dump: string }>(
      `select (select json_agg(t) from identity.totp_factor t)::text || (select json_agg(c) from identity.recovery_code c)::text || (select json_agg(o.message) from identity.outbox_message o)::text as dump`,
    );
    for (const told of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) expect(rows[0]?.dump).not.toContain(told);
    expect(rows[0]?.dump).toContain('identity.mfa.enrol-totp');
  });
});

describe('signing in with a second factor', () => {
  it('takes two steps: the password opens a challenge, and a code the session', async () => {
    const first = await identity.signInAs(somebody.email, goodPassword).expect(202);
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.body).toMatchObject({ factors: ['totp', 'recovery-code'] });
    expect(JSON.stringify(first.body)).not.toContain('accessToken');
    const { challenge } = first.body as SecondFactorRequired;
    await client(challenge).get('/api/v1/identity/me').expect(401);
    const second = await complete(challenge, { code: codeAt(1) }).expect(201);
    const { accessToken } = second.body as SignedIn;
    expect(amrOf(accessToken)).toEqual(['pwd', 'otp', 'mfa']);
    const renewed = await identity.service.anonymous().post(`${sessions}/refresh`).set('cookie', refreshCookieOf(second.get('Set-Cookie') ?? [])).set('x-kairos-csrf', '1').expect(200);
    expect(amrOf((renewed.body as SignedIn).accessToken)).toEqual(['pwd', 'otp', 'mfa']);
  });

  it('takes a code once, and none of an earlier step after it', async () => {
    await later();
    await complete(await begin(), { code: codeAt(1) }).expect(201);
    await complete(await begin(), { code: codeAt(1) }).expect(422).expect(refused('code-was-used'));
    await complete(await begin(), { code: codeAt() }).expect(422).expect(refused('code-was-used'));
    await later();
    const challenges = [await begin(), await begin()];
    const code = codeAt();
    const both = await Promise.all(challenges.map((challenge) => complete(challenge, { code })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('takes a challenge once, for five minutes, and not after the password was changed', async () => {
    await later();
    const challenge = await begin();
    await complete(challenge, { code: codeAt() }).expect(201);
    await later();
    await complete(challenge, { code: codeAt() }).expect(401).expect(refused('sign-in-challenge-ended'));
    await complete('made-up', { code: codeAt() }).expect(401);
    const [old, stale] = [await begin(), await begin()];
    await identity.service.database.admin.query(`update identity.sign_in_challenge set expires_at = now() where challenge_sha256 = encode(sha256($1), 'hex')`, [old]);
    await complete(old, { code: codeAt() }).expect(401);
    await identity.service.database.admin.query('update identity."user" set password_changed_at = clock_timestamp() where id = $1', [somebody.userId]);
    await complete(stale, { code: codeAt() }).expect(401);
  });

  it('takes each recovery code once, however it is written', async () => {
    const [code = '', other = ''] = recoveryCodes;
    await complete(await begin(), { recoveryCode: code.toUpperCase().replaceAll('-', ' ') }).expect(201);
    await complete(await begin(), { recoveryCode: code }).expect(422).expect(refused('proof-refused'));
    await complete(await begin(), { recoveryCode: other }).expect(201);
    expect((await somebody.api.get(mfa).expect(200)).body).toEqual({ totp: true, recoveryCodesLeft: 8, passkeys: 0 });
  });

  it('counts wrong codes with wrong passwords: the right password in between does not help who guesses', async () => {
    await noAttempts();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const first = await identity.signInAs(somebody.email, goodPassword);
      statuses.push(first.status);
      if (first.status === 202) statuses.push((await complete((first.body as SecondFactorRequired).challenge, { code: wrongCode() })).status);
    }
    expect(statuses).toEqual([202, 422, 202, 422, 202, 422, 202, 422, 202, 422, 429]);
    await noAttempts();
  });

  it('checks no more than five of the codes that are guessed at once', async () => {
    await noAttempts();
    const challenges: string[] = [];
    for (let turn = 0; turn < 12; turn++) challenges.push(((await identity.signInAs(somebody.email, goodPassword).expect(202)).body as SecondFactorRequired).challenge);
    const answers = await Promise.all(challenges.map((challenge) => complete(challenge, { code: wrongCode() })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(5).fill(422), ...Array<number>(7).fill(429)]);
    expect((await identity.signInAs(somebody.email, goodPassword)).status).toBe(429);
  });

  it('is given up as often as one likes: a right password without its second step is no failure', async () => {
    await noAttempts();
    for (let turn = 0; turn < 7; turn++) await identity.signInAs(somebody.email, goodPassword).expect(202);
    const { rowCount } = await identity.service.database.admin.query('select from identity.sign_in_failure where failures > 0 or in_flight > 0');
    expect(rowCount).toBe(0);
  });

  it.each([{ proof: { code: '12345' } }, { proof: { code: 123456 } }, { proof: {} }, { proof: { code: '123456', recoveryCode: 'x'.repeat(19) } }, {}])('refuses the shape %j', (body) =>
    identity.service.anonymous().post(`${sessions}/second-factor`, { challenge: 'x', ...body }).expect(400));
});

describe('a step-up of an account with a second factor', () => {
  const stepUp = `${sessions}/current/step-up`;

  it('asks for it, not for the password', async () => {
    await later();
    await somebody.api.post(stepUp, { password: goodPassword }).expect(422).expect(refused('stronger-proof-needed'));
    const { accessToken } = (await somebody.api.post(stepUp, { code: codeAt() }).expect(200)).body as RenewedAccess;
    await somebody.api.post(stepUp, { code: codeAt() }).expect(422).expect(refused('code-was-used'));
    expect(amrOf(accessToken)).toContain('mfa');
  });

  it('counts wrong codes with those of sign-ins, and forgets them with a right one', async () => {
    await noAttempts();
    await later();
    for (let turn = 0; turn < 4; turn++) await somebody.api.post(stepUp, { code: wrongCode() }).expect(422);
    await somebody.api.post(stepUp, { code: codeAt() }).expect(200);
    for (let turn = 0; turn < 5; turn++) await somebody.api.post(stepUp, { code: wrongCode() }).expect(422);
    await somebody.api.post(stepUp, { code: codeAt() }).expect(429).expect(refused('too-many-attempts'));
    expect((await identity.signInAs(somebody.email, goodPassword)).status).toBe(429);
    await noAttempts();
  });

  it('is needed for new recovery codes, which end the old ones', async () => {
    await identity.service.database.admin.query(`update identity.session set authenticated_at = now() - interval '1 hour' where id = $1`, [somebody.sessionId]);
    const renewed = await identity.service.anonymous().post(`${sessions}/refresh`).set('cookie', refreshCookieOf(somebody.cookies)).set('x-kairos-csrf', '1').expect(200);
    const old = client((renewed.body as SignedIn).accessToken);
    for (const request of [old.post(`${mfa}/recovery-codes`), old.delete(`${mfa}/totp`)]) await request.expect(401).expect(refused('step-up-required'));
    await later();
    const { accessToken } = (await old.post(stepUp, { code: codeAt() }).expect(200)).body as RenewedAccess;
    const codes = ((await client(accessToken).post(`${mfa}/recovery-codes`).expect(201)).body as RecoveryCodes).recoveryCodes;
    await complete(await begin(), { recoveryCode: recoveryCodes[5] ?? '' }).expect(422);
    await complete(await begin(), { recoveryCode: codes[5] ?? '' }).expect(201);
  });
});

describe('removing one-time codes', () => {
  it('leaves the password alone, and can be undone by setting up anew', async () => {
    await later();
    const { accessToken } = (await somebody.api.post(`${sessions}/current/step-up`, { code: codeAt() }).expect(200)).body as RenewedAccess;
    await client(accessToken).delete(`${mfa}/totp`).expect(204);
    await client(accessToken).delete(`${mfa}/totp`).expect(409).expect(refused('totp-is-not-enrolled'));
    const fresh = (await identity.signInAs(somebody.email, goodPassword).expect(201)).body as SignedIn;
    expect(amrOf(fresh.accessToken)).toEqual(['pwd']);
    expect((await client(fresh.accessToken).get(mfa)).body).toEqual({ totp: false, recoveryCodesLeft: 0, passkeys: 0 });
    await client(fresh.accessToken).post(`${mfa}/totp`).expect(201);
  });
});
