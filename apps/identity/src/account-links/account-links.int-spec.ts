import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiClient, eventually } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { Purge } from './purge.job.ts';

const chosen = 'nine silver trout upstream';
let identity: IdentityBuilder;
let admin: Person;
let email: string;
let userId: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  ({ email, userId } = await identity.user(admin, ['identity.user.read']));
});
afterAll(() => identity?.stop());

const ask = (address: string) => identity.service.anonymous().post('/api/v1/identity/password-resets', { email: address });
const complete = (token: string, newPassword = chosen) => identity.service.anonymous().post('/api/v1/identity/password-resets/complete', { token, newPassword });
const confirm = (token: string, { api }: Pick<Person, 'api'>) => api.post('/api/v1/identity/email-verifications/complete', { token });
const code = (expected: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code: expected });
const sql = (text: string, values: unknown[] = []) => identity.service.database.admin.query(text, values);

describe('a forgotten password', () => {
  it('is answered alike for an account and for none, by the same work', async () => {
    const [known, unknown] = [await ask(email).expect(202), await ask(`${randomUUID()}@example.org`).expect(202)];
    expect(known.body).toEqual(unknown.body);
    await eventually(async () => (await sql(`select from identity.outgoing_mail where template = 'password-reset'`)).rowCount, (count) => count === 0, 20_000);
    expect((await sql('select from identity.account_link')).rowCount).toBe(1);
  });

  it('is replaced on the proof of the link, once, which ends every session', async () => {
    const token = await identity.tokenMailedTo(email, 'password-resets');
    const sessions = [await identity.person(email, goodPassword), await identity.person(email, goodPassword)];
    await complete(token, 'passwordpassword').expect(422).expect(code('password-refused'));
    await complete(token).expect(204);
    for (const { api } of sessions) await api.get('/api/v1/identity/me').expect(401);
    await identity.signInAs(email, goodPassword).expect(401);
    await identity.signInAs(email, chosen).expect(201);
    await complete(token).expect(409).expect(code('link-used'));
    expect((await identity.mailsTo(email, 3)).some((mail) => mail.includes('password was changed'))).toBe(true);
    const resets = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceId: string; resourceType: string }).filter(({ action }) => action === 'identity.password.reset');
    expect(resets.map(({ resourceType }) => resourceType).sort()).toEqual(['Session', 'Session', 'Session', 'User']);
  });

  it('keeps old sessions when the new password could not be stored: both or none', async () => {
    const signedIn = await identity.signInAs(email, chosen).expect(201);
    const api = new ApiClient(identity.service.url, (signedIn.body as { accessToken: string }).accessToken);
    await ask(email).expect(202);
    const token = await identity.tokenMailedTo(email, 'password-resets', 2);
    await sql('revoke update on identity.session from identity_app');
    await complete(token, goodPassword).expect(500);
    await sql('grant update on identity.session to identity_app');
    await api.get('/api/v1/identity/me').expect(200);
    await identity.signInAs(email, chosen).expect(201);
    await complete(token, goodPassword).expect(204);
    await api.get('/api/v1/identity/me').expect(401);
  });

  it('needs a link that is known, in time, and of the address the account still has', async () => {
    await complete('b'.repeat(43)).expect(404).expect(code('mailed-link-not-found'));
    await ask(email).expect(202);
    const token = await identity.tokenMailedTo(email, 'password-resets', 3);
    await sql(`update identity.account_link set expires_at = now() - interval '1 second' where used_at is null`);
    await complete(token).expect(409).expect(code('link-expired'));
    await confirm(token, admin).expect(404);
  });

  it('is mailed about no more than three times in half an hour', async () => {
    const before = (await sql('select from identity.account_link where user_id = $1', [userId])).rowCount;
    expect(before).toBe(3);
    await ask(email).expect(202);
    await eventually(async () => (await sql(`select from identity.outgoing_mail where template = 'password-reset'`)).rowCount, (count) => count === 0, 20_000);
    expect((await sql('select from identity.account_link where user_id = $1', [userId])).rowCount).toBe(3);
  });
});

describe('a profile', () => {
  it('has a name, a language and a time zone that its owner chooses', async () => {
    const { body } = await admin.api.patch('/api/v1/identity/me', { displayName: ' Ada ', locale: 'it', timeZone: 'Europe/Rome' }).expect(200);
    expect(body).toMatchObject({ displayName: 'Ada', locale: 'it', timeZone: 'Europe/Rome' });
    await admin.api.patch('/api/v1/identity/me', { locale: 'en' }).expect(200).expect(({ body: me }) => expect(me).toMatchObject({ displayName: 'Ada', locale: 'en' }));
  });

  it.each([{}, { locale: 'de' }, { timeZone: 'Mars/Olympus' }, { timeZone: '+02:00' }, { displayName: ' ' }, { email: 'x@example.org' }])('refuses %j', (body) => admin.api.patch('/api/v1/identity/me', body).expect(400));
});

describe('an e-mail address', () => {
  it('is changed when the new one has answered, and the old one is told', async () => {
    const person = await identity.user(admin, ['identity.user.read']);
    const { api } = await identity.person(person.email, goodPassword);
    const wanted = `${randomUUID()}@example.org`;
    await api.post('/api/v1/identity/me/email', { email: wanted, currentPassword: 'not this one' }).expect(422);
    await api.post('/api/v1/identity/me/email', { email: wanted, currentPassword: goodPassword }).expect(202);
    const token = await identity.tokenMailedTo(wanted, 'email-verifications');
    await api.get('/api/v1/identity/me').expect(200).expect(({ body }) => expect(body).toMatchObject({ email: person.email, emailVerified: false }));
    expect((await identity.service.anonymous().post('/api/v1/identity/email-verifications/complete', { token })).status).toBe(401);
    await confirm(token, admin).expect(404).expect(code('mailed-link-not-found'));
    await confirm(token, { api }).expect(204);
    await api.get('/api/v1/identity/me').expect(200).expect(({ body }) => expect(body).toMatchObject({ email: wanted, emailVerified: true }));
    await identity.signInAs(wanted, goodPassword).expect(201);
    await identity.signInAs(person.email, goodPassword).expect(401);
    await confirm(token, { api }).expect(409).expect(code('link-used'));
    expect((await identity.mailsTo(person.email, 2)).some((mail) => mail.includes(wanted))).toBe(true);
  });

  it.each([
    ['changed', async (person: Person) => void (await person.api.post('/api/v1/identity/me/password', { currentPassword: goodPassword, newPassword: chosen }).expect(204))],
    ['reset by mail', async ({ email: of }: Person) => {
      await ask(of).expect(202);
      await complete(await identity.tokenMailedTo(of, 'password-resets')).expect(204);
    }],
  ])('that was asked for before the password was %s is not given any more', async (_what, replacePassword) => {
    const owner = await identity.user(admin, ['identity.user.read']);
    await identity.proveAddress(owner.email);
    const [thief, person] = [await identity.person(owner.email, goodPassword), await identity.person(owner.email, goodPassword)];
    const wanted = `${randomUUID()}@example.org`;
    await thief.api.post('/api/v1/identity/me/email', { email: wanted, currentPassword: goodPassword }).expect(202);
    const token = await identity.tokenMailedTo(wanted, 'email-verifications');
    await replacePassword(person);
    const { body } = await identity.signInAs(owner.email, chosen).expect(201);
    await confirm(token, { api: new ApiClient(identity.service.url, (body as { accessToken: string }).accessToken) }).expect(409).expect(code('link-used'));
    await identity.signInAs(wanted, chosen).expect(401);
    const asked = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceId: string; actorId: string });
    expect(asked.filter(({ action, resourceId }) => action === 'identity.email.request' && resourceId === owner.userId)).toEqual([expect.objectContaining({ actorId: owner.userId })]);
  });

  it('that somebody else has is refused when it has answered, not before', async () => {
    await admin.api.post('/api/v1/identity/me/email', { email, currentPassword: admin.password }).expect(202);
    const token = await identity.tokenMailedTo(email, 'email-verifications');
    await confirm(token, admin).expect(409).expect(code('email-taken'));
    await admin.api.get('/api/v1/identity/me').expect(200).expect(({ body }) => expect(body).toMatchObject({ email: admin.email }));
  });

  it('is verified by a link to itself', async () => {
    await admin.api.post('/api/v1/identity/me/email/verification').expect(202);
    await confirm(await identity.tokenMailedTo(admin.email, 'email-verifications'), admin).expect(204);
    await admin.api.post('/api/v1/identity/me/email/verification').expect(409).expect(code('email-is-verified'));
  });
});

describe('what is over', () => {
  it('is removed, by one of two replicas at a time, and nothing else is', async () => {
    const purge = identity.service.running.app.get(Purge);
    const count = async (table: string) => (await sql(`select from identity.${table}`)).rowCount;
    const { sessionId } = await identity.person(admin.email, admin.password);
    const live = await identity.person(admin.email, admin.password);
    await sql(`update identity.session set ended_at = now() - interval '2 days', end_reason = 'signed-out' where id = $1`, [sessionId]);
    await sql(`update identity.account_link set expires_at = now() - interval '31 days' where purpose = 'password-reset'`);
    await sql(`update identity.mailed_token set made_at = now() - interval '31 days'`);
    await sql(`insert into identity.sign_in_failure values ('old', 3, now() - interval '2 days', null, null), ('locked', 5, now() - interval '2 days', now() + interval '1 minute', null), ('new', 1, now(), null, null)`);
    const kept = (await sql(`select from identity.account_link where purpose = 'email-verification'`)).rowCount;

    await Promise.all([purge.once(), purge.once()]);
    expect((await sql('select from identity.refresh_token where session_id = $1', [sessionId])).rowCount).toBe(0);
    expect((await sql('select from identity.refresh_token where session_id = $1', [live.sessionId])).rowCount).toBe(1);
    expect((await sql(`select key_sha256 from identity.sign_in_failure where key_sha256 in ('old', 'locked', 'new') order by 1`)).rows).toEqual([{ key_sha256: 'locked' }, { key_sha256: 'new' }]);
    expect(await count('account_link')).toBe(kept);
    expect(await count('mailed_token')).toBe(kept);
    expect(await purge.once()).toBe(0);
  });
});
