import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import type { ConfirmedTotp, PasskeyList, PasskeyOptions, TotpEnrolment } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { TestAuthenticator } from '../test/authenticator.builder.ts';
import { removeSecondFactors } from '../remove-second-factors.ts';
import { goodPassword, IdentityBuilder } from '../test/identity.builder.ts';

const me = '/api/v1/identity/me';
const short = 'brown h3';
const other = 'trout u9';
let identity: IdentityBuilder;
let userId: string;
let email: string;
let api: ApiClient;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  ({ userId, email } = await identity.user(await identity.admin(), []));
  ({ api } = await identity.person(email, goodPassword));
});
afterAll(() => identity?.stop());

const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });
const change = (currentPassword: string, newPassword: string) => api.post(`${me}/password`, { currentPassword, newPassword });
const sql = (text: string) => identity.service.database.admin.query<Record<string, unknown>>(text, [userId]);
const stored = async () => (await sql('select needs_second_factor, identity.has_second_factor(id) as has from identity."user" where id = $1')).rows[0];

async function enrol(): Promise<void> {
  await identity.service.database.admin.query('delete from identity.sign_in_failure');
  const { secret } = (await api.post(`${me}/mfa/totp`).expect(201)).body as TotpEnrolment;
  const { accessToken } = (await api.post(`${me}/mfa/totp/confirm`, { code: generateSync({ secret }) }).expect(200)).body as ConfirmedTotp;
  api = new ApiClient(identity.service.url, accessToken);
}

async function addPasskey(): Promise<string> {
  const phone = new TestAuthenticator('http://localhost:4000', 'localhost');
  const options = (await api.post(`${me}/passkeys/registration`).expect(200)).body as PasskeyOptions;
  await api.post(`${me}/passkeys`, { name: 'My phone', registration: phone.register(options) }).expect(201);
  return ((await api.get(`${me}/passkeys`).expect(200)).body as PasskeyList).items[0]?.id ?? '';
}

describe('a password of eight characters', () => {
  it('may be chosen once a second factor stands beside it, and keeps to all other rules', async () => {
    await change(goodPassword, short).expect(422).expect(refused('password-refused'));
    await enrol();
    await change(goodPassword, 'seven c').expect(400);
    await change(goodPassword, 'sunshine').expect(422).expect(refused('password-refused'));
    await change(goodPassword, short).expect(204);
    expect(await stored()).toEqual({ needs_second_factor: true, has: true });
    await identity.signInAs(email, short).expect(202);
  });

  it('keeps its owner’s last second factor from being removed, until it is longer', async () => {
    await api.delete(`${me}/mfa/totp`).expect(409).expect(refused('password-needs-second-factor'));
    expect(await stored()).toEqual({ needs_second_factor: true, has: true });
    const passkeyId = await addPasskey();
    await api.delete(`${me}/mfa/totp`).expect(204);
    await api.delete(`${me}/passkeys/${passkeyId}`).expect(409).expect(refused('password-needs-second-factor'));
    await change(short, goodPassword).expect(204);
    await api.delete(`${me}/passkeys/${passkeyId}`).expect(204);
    expect(await stored()).toEqual({ needs_second_factor: false, has: false });
    await change(goodPassword, short).expect(422).expect(refused('password-refused'));
  });

  it('never stands alone, whatever is done at once', async () => {
    await enrol();
    await change(goodPassword, short).expect(204);
    const passkeyId = await addPasskey();
    const removals = await whileTotpIsRemoved(async () => (await api.delete(`${me}/passkeys/${passkeyId}`)).status);
    expect(removals).toBe(409);
    await change(short, goodPassword).expect(204);
    const removeIt = async () => ((await stored())?.['has'] === true ? await removeWhatIsLeft(passkeyId) : undefined);
    await Promise.all([change(goodPassword, other), removeIt()]);
    expect([{ needs_second_factor: true, has: true }, { needs_second_factor: false, has: false }]).toContainEqual(await stored());
  });

  it('opens nothing when its second factor was lost, until a mailed link has set a longer one', async () => {
    await sql('update identity."user" set needs_second_factor = true where id = $1');
    await sql(`insert into identity.totp_factor (user_id, sealed_secret, confirmed_at) values ($1, 'lost', now()) on conflict do nothing`);
    const remove = (address: string) => removeSecondFactors({ DATABASE_URL: identity.service.database.url('identity', 'app') }, { email: address, reason: 'lost phone; known in person' });
    expect(await remove('nobody@example.org')).toMatchObject({ code: 'user-not-found' });
    expect(await remove(email)).toEqual({ email });
    expect(await remove(email)).toMatchObject({ code: 'no-second-factor' });
    await api.get(me).expect(401);
    const trail = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceType: string; reason: string });
    expect(trail).toContainEqual(expect.objectContaining({ action: 'identity.mfa.remove-by-operator', resourceType: 'User', resourceId: userId, actorId: 'operator', reason: 'lost phone; known in person' }));
    await eventually(() => identity.mailsTo(email, 0), (mails) => mails.some((mail) => mail.includes('second factors')), 20_000);
    const { rows } = await sql('select password_hash from identity.user_for_sign_in((select email from identity."user" where id = $1))');
    expect(rows).toEqual([{ password_hash: null }]);
    for (const password of [goodPassword, other]) await identity.signInAs(email, password).expect(401).expect(refused('sign-in-failed'));
    const complete = async (newPassword: string, token: string) => identity.service.anonymous().post('/api/v1/identity/password-resets/complete', { token, newPassword });
    await identity.service.anonymous().post('/api/v1/identity/password-resets', { email }).expect(202);
    const token = await identity.tokenMailedTo(email, 'password-resets');
    expect((await complete(short, token)).body).toMatchObject({ code: 'password-refused' });
    expect((await complete('nine silver trout upstream', token)).status).toBe(204);
    await identity.signInAs(email, 'nine silver trout upstream').expect(201);
  });

  it('may be set by a mailed link of whoever has a second factor', async () => {
    const signedIn = await identity.signInAs(email, 'nine silver trout upstream').expect(201);
    api = new ApiClient(identity.service.url, (signedIn.body as { accessToken: string }).accessToken);
    await enrol();
    await identity.service.anonymous().post('/api/v1/identity/password-resets', { email }).expect(202);
    const token = await identity.tokenMailedTo(email, 'password-resets', 2);
    await identity.service.anonymous().post('/api/v1/identity/password-resets/complete', { token, newPassword: short }).expect(204);
    expect(await stored()).toEqual({ needs_second_factor: true, has: true });
    await identity.signInAs(email, short).expect(202);
  });
});

/** Holds another removal open, as far as its check, until what is done at once waits for it. */
async function whileTotpIsRemoved<T>(work: () => Promise<T>): Promise<T> {
  const client = await identity.service.database.admin.connect();
  try {
    await client.query('begin');
    await client.query('select identity.remove_totp_of_user($1)', [userId]);
    await client.query('select * from identity.hold_second_factors($1)', [userId]);
    const atOnce = work();
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'hold_(second_factors|person_of_session)'`;
    await Promise.race([eventually(async () => (await identity.service.database.admin.query(waiting)).rowCount, (count) => count === 1), atOnce]);
    await client.query('commit');
    return await atOnce;
  } finally {
    client.release();
  }
}

/** One of the two is left, nobody knows which. */
async function removeWhatIsLeft(passkeyId: string): Promise<void> {
  if ((await api.delete(`${me}/mfa/totp`)).status === 409) await api.delete(`${me}/passkeys/${passkeyId}`);
}
