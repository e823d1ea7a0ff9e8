import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SessionRevoked, type SignedIn } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const refresh = (cookie: string) => identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', cookie).set('x-kairos-csrf', '1');
const me = (accessToken: string) => new ApiClient(identity.service.url, accessToken).get('/api/v1/identity/me');

/** Makes the last use of a session's tokens older than the grace for lost answers. */
const graceOver = (sessionId: string) =>
  identity.service.database.admin.query(`update identity.refresh_token set used_at = used_at - interval '11 seconds' where session_id = $1`, [sessionId]);

const revocationsOf = async (sessionId: string) => (await identity.service.outbox(SessionRevoked.type)).filter((event) => event.subject === sessionId);

describe('signing in', () => {
  it('opens a session with an access token and two HttpOnly cookies of narrow paths', () => {
    expect(admin).toMatchObject({ tokenType: 'Bearer', passwordChangeRequired: false, tenantId: identity.first.tenantId });
    const [refreshCookie, accessCookie] = admin.cookies;
    expect(refreshCookie).toMatch(/^kairos_refresh=[\w-]{43}; Path=\/api\/v1\/identity; Expires=.+; HttpOnly; SameSite=Strict$/);
    expect(accessCookie).toMatch(/^kairos_access=[\w.-]+; Path=\/api\/v1\/events; Expires=.+; HttpOnly; SameSite=Strict$/);
  });

  it('with a password made for one use opens nothing but the own account until another is chosen', async () => {
    const { oneTimePassword } = await identity.foundTenant('Second', 'new.admin@example.org');
    const first = (await identity.signInAs('new.admin@example.org', oneTimePassword ?? '').expect(201)).body as SignedIn;
    expect(first).toMatchObject({ passwordChangeRequired: true });
    const api = new ApiClient(identity.service.url, first.accessToken);
    await api.get('/api/v1/identity/me').expect(200);
    await api.get('/api/v1/identity/users').expect(403).expect(({ body }) => expect(body).toMatchObject({ code: 'password-change-required' }));
    const chosen = await identity.person('new.admin@example.org', oneTimePassword ?? '');
    await chosen.api.get('/api/v1/identity/users').expect(200);
  });

  it('marks the cookies Secure when the request came over TLS', async () => {
    const response = await identity.signInAs(admin.email, admin.password).set('x-forwarded-proto', 'https').expect(201);
    for (const cookie of response.get('Set-Cookie') ?? []) expect(cookie).toContain('; Secure');
  });

  it('answers an unknown address, a wrong password and a foreign tenant alike, but for the request id', async () => {
    const wrong = await Promise.all([
      identity.signInAs(`${randomUUID()}@example.org`, admin.password),
      identity.signInAs(admin.email, 'not the password at all'),
      identity.signInAs(admin.email, admin.password, randomUUID()),
    ]);
    const answers = wrong.map(({ status, body }) => ({ status, ...(body as object), requestId: undefined }));
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign-in-failed' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    for (const { headers } of wrong) expect(headers['set-cookie']).toBeUndefined();
  });

  it('with a password that is changed while it is checked opens no session', async () => {
    const { email, password, userId } = admin;
    const client = await identity.service.database.admin.connect();
    const sessions = async () => (await identity.service.database.admin.query('select from identity.session where user_id = $1', [userId])).rowCount;
    const before = await sessions();
    const { rows } = await client.query<{ hash: string }>('select password_hash as hash from identity."user" where id = $1', [userId]);
    await client.query('begin');
    await client.query(`update identity."user" set password_hash = 'changed' where id = $1`, [userId]);
    const late = identity.signInAs(email, password).then(({ status }) => status);
    // Long enough for the password to be checked against what stands before the change is committed.
    await Promise.race([late, sleep(1500)]);
    await client.query('commit');
    expect(await late).toBe(401);
    expect(await sessions()).toBe(before);
    await client.query('update identity."user" set password_hash = $2 where id = $1', [userId, rows[0]?.hash]);
    client.release();
  });

  it('is possible with exactly the tenant one names', async () => {
    const second = await identity.foundTenant('Second', identity.first.email);
    expect(second).toMatchObject({ created: true, oneTimePassword: null });
    const there = await identity.person(admin.email, admin.password, 'Second');
    expect(there.tenantId).toBe(second.tenantId);
    expect((await identity.person(admin.email, admin.password)).tenantId).toBe(identity.first.tenantId);
    const { body } = await there.api.get('/api/v1/identity/me').expect(200);
    expect((body as { tenants: object[] }).tenants).toHaveLength(2);
  });

  it.each([{ email: 'a@b.it' }, { email: 1, password: 'x' }, { email: 'a@b.it', password: '' }, { email: 'a@b.it', password: 'x', more: true }])('refuses the shape %j', (body) =>
    identity.service.anonymous().post('/api/v1/identity/sessions', body).expect(400).expect('content-type', /problem\+json/),
  );

  it('takes JSON alone, so that a form of another site reaches nothing', () =>
    identity.service.anonymous().post('/api/v1/identity/sessions').type('form').send(`email=${admin.email}&password=${admin.password}`).expect(415));
});

describe('refreshing', () => {
  it('hands out a new refresh token each time', async () => {
    const person = await identity.admin();
    const first = await refresh(refreshCookieOf(person.cookies)).expect(200);
    const second = await refresh(refreshCookieOf(first.get('Set-Cookie') ?? [])).expect(200);
    expect((second.body as Person).sessionId).toBe(person.sessionId);
    await me((second.body as Person).accessToken).expect(200);
  });

  it('needs the header that another origin cannot send', async () => {
    const response = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(admin.cookies)).expect(403);
    expect(response.body).toMatchObject({ code: 'csrf-header-missing' });
  });

  it('refuses a token that was never issued, and clears the cookies', async () => {
    const response = await refresh('kairos_refresh=nonsense').expect(401);
    expect(response.get('Set-Cookie')).toEqual([expect.stringContaining('kairos_refresh=;'), expect.stringContaining('kairos_access=;')]);
    await refresh('').expect(401);
  });

  it('takes a used token again for some seconds, for an answer that was lost on its way', async () => {
    const { cookies, sessionId } = await identity.admin();
    await refresh(refreshCookieOf(cookies)).expect(200);
    await refresh(refreshCookieOf(cookies)).expect(200);
    expect(await revocationsOf(sessionId)).toHaveLength(0);
  });

  it('ends the whole family when a used token comes back, and every token of the session with it', async () => {
    const { cookies, sessionId, accessToken } = await identity.admin();
    const thief = await refresh(refreshCookieOf(cookies)).expect(200);
    await graceOver(sessionId);
    await refresh(refreshCookieOf(cookies)).expect(401);
    await refresh(refreshCookieOf(thief.get('Set-Cookie') ?? [])).expect(401);
    await me(accessToken).expect(401);
    expect(await revocationsOf(sessionId)).toEqual([expect.objectContaining({ data: expect.objectContaining({ sessionId, reason: 'refresh-token-reused' }) })]);
  });

  it('does not take a used token again once its child was used, however soon', async () => {
    const { cookies } = await identity.admin();
    const child = await refresh(refreshCookieOf(cookies)).expect(200);
    await refresh(refreshCookieOf(child.get('Set-Cookie') ?? [])).expect(200);
    await refresh(refreshCookieOf(cookies)).expect(401);
  });

  it('lets two tabs refresh at once', async () => {
    const { cookies, sessionId } = await identity.admin();
    const both = await Promise.all([refresh(refreshCookieOf(cookies)), refresh(refreshCookieOf(cookies))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    for (const { body } of both) await me((body as Person).accessToken).expect(200);
    expect(await revocationsOf(sessionId)).toHaveLength(0);
  });

  it('ends with the session’s 30 days', async () => {
    const { cookies, sessionId } = await identity.admin();
    await identity.service.database.admin.query(`update identity.session set expires_at = now() - interval '1 second' where id = $1`, [sessionId]);
    await refresh(refreshCookieOf(cookies)).expect(401);
  });
});

describe('signing out', () => {
  it('ends the session for its access and refresh tokens, and says so once', async () => {
    const { api, cookies, sessionId } = await identity.admin();
    const response = await api.delete('/api/v1/identity/sessions/current').expect(204);
    expect(response.get('Set-Cookie')).toHaveLength(2);
    await api.get('/api/v1/identity/me').expect(401);
    await refresh(refreshCookieOf(cookies)).expect(401);
    expect(await revocationsOf(sessionId)).toHaveLength(1);
  });
});

const passwordChanges = async () => (await identity.service.outbox('audit.recorded.v1')).filter(({ data }) => (data as { action: string }).action === 'identity.password.change');

describe('changing one’s own password', () => {
  it('needs the current one, takes a better one, and ends the other sessions in every tenant', async () => {
    const { oneTimePassword } = await identity.foundTenant('Third', 'changer@example.org');
    await identity.foundTenant('Fourth', 'changer@example.org');
    const here = await identity.person('changer@example.org', oneTimePassword ?? '', 'Third');
    const old = here.password;
    // With the session in which the one-time password was changed, three others stand.
    const [elsewhere, other] = [await identity.person('changer@example.org', old, 'Fourth'), await identity.person('changer@example.org', old, 'Third')];
    const before = (await passwordChanges()).length;
    const change = (currentPassword: string, newPassword: string) => here.api.post('/api/v1/identity/me/password', { currentPassword, newPassword });

    await change('not this one', goodPassword).expect(422).expect(({ body }) => expect(body).toMatchObject({ code: 'current-password-wrong' }));
    await change(old, 'too short').expect(422);
    await change(old, 'short').expect(400);
    await change(old, 'passwordpassword').expect(422).expect(({ body }) => expect(body).toMatchObject({ code: 'password-refused' }));
    await change(old, goodPassword).expect(204);

    await here.api.get('/api/v1/identity/me').expect(200).expect(({ body }) => expect(body).toMatchObject({ passwordChangeRequired: false }));
    for (const { api } of [elsewhere, other]) await api.get('/api/v1/identity/me').expect(401);
    await identity.signInAs('changer@example.org', old).expect(401);
    await identity.signInAs('changer@example.org', goodPassword).expect(201);
    const audited = (await passwordChanges()).slice(before);
    expect(audited.map(({ data }) => (data as { resourceType: string }).resourceType).sort()).toEqual(['Session', 'Session', 'Session', 'User']);
  });
});

describe('secrets', () => {
  it('stand in no event, no audit record and no table but as a digest', async () => {
    const person = await identity.admin().catch(() => identity.person('changer@example.org', goodPassword));
    const refreshToken = refreshCookieOf(person.cookies).split('=')[1] ?? '';
    const outbox = JSON.stringify(await identity.service.outbox());
    for (const secret of [refreshToken, person.accessToken, person.password, identity.first.password, '$argon2', 'sha256":"', 'tokenSha256', 'passwordHash']) expect(outbox).not.toContain(secret);
    const { rows } = await identity.service.database.admin.query<{ dump: string }>(
      'select (select json_agg(t) from identity.refresh_token t)::text || (select json_agg(u) from identity."user" u)::text as dump',
    );
    for (const secret of [refreshToken, person.password]) expect(rows[0]?.dump).not.toContain(secret);
  });
});
