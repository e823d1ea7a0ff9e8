import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PasskeyOptions } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { foundTenant } from '../found-tenant.ts';
import { TestAuthenticator } from '../test/authenticator.builder.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

const chosen = 'nine silver trout upstream';
const [passkeys, opened] = ['/api/v1/identity/me/passkeys', '/api/v1/identity/opened-invitations'];
let identity: IdentityBuilder;
let admin: Person;
let stranger: Person;
/** What another tenant's administrator made for an address that is not theirs, and can use. */
let planted: { email: string; userId: string; session: Person; passkey: TestAuthenticator };

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const other = await identity.foundTenant('Other', 'other@example.org');
  stranger = await identity.person('other@example.org', other.oneTimePassword ?? '');
});
afterAll(() => identity?.stop());

const sql = (text: string, values: unknown[] = []) => identity.service.database.admin.query<Record<string, unknown>>(text, values);
const code = (expected: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code: expected });
const signInByPasskey = async () => {
  const { body } = await identity.service.anonymous().post('/api/v1/identity/sessions/passkey/challenge').expect(200);
  return identity.service.anonymous().post('/api/v1/identity/sessions/passkey', { assertion: planted.passkey.prove(body as PasskeyOptions) });
};
const askToRegister = async ({ api }: Person) => (await api.post(`${passkeys}/registration`).expect(200)).body as PasskeyOptions;
const register = async (session: Person, passkey: TestAuthenticator, options?: PasskeyOptions) =>
  session.api.post(passkeys, { name: 'Spare', registration: passkey.register(options ?? (await askToRegister(session))) });
const invite = async () => {
  await admin.api.post('/api/v1/identity/invitations', { email: planted.email, roleIds: [await identity.roleId(admin, 'kronos', 'Viewer')] }).expect(201);
  return identity.tokenMailedTo(planted.email, 'invitations');
};
const accept = (token: string, more: object) => identity.service.anonymous().post(`${opened}/accept`, { token, ...more });
const reset = async (newPassword: string) => {
  await identity.service.anonymous().post('/api/v1/identity/password-resets', { email: planted.email }).expect(202);
  return identity.service.anonymous().post('/api/v1/identity/password-resets/complete', { token: await identity.tokenMailedTo(planted.email, 'password-resets'), newPassword });
};
const isTheOwnersAlone = async () => {
  await planted.session.api.get('/api/v1/identity/me').expect(401);
  await identity.signInAs(planted.email, goodPassword).expect(401);
  expect(await signInByPasskey()).toMatchObject({ status: 422, body: { code: 'passkey-refused' } });
  // The password alone: no second factor of another's is asked for.
  await identity.signInAs(planted.email, chosen).expect(201).expect(({ body }) => expect(body).toMatchObject({ userId: planted.userId }));
};

describe('an account that somebody made for an address of another', () => {
  beforeEach(async () => {
    const { email, userId } = await identity.user(stranger, []);
    const passkey = new TestAuthenticator('http://localhost:4000', 'localhost');
    const session = await identity.person(email, goodPassword);
    expect((await register(session, passkey)).status).toBe(201);
    planted = { email, userId, session, passkey };
    expect((await signInByPasskey()).status).toBe(201);
  });

  it('is its owner’s alone once they reset the password by mail, who then joins another tenant', async () => {
    expect((await reset('eight888')).body).toMatchObject({ code: 'password-refused' });
    expect((await reset(chosen)).status).toBe(204);
    await isTheOwnersAlone();
    await accept(await invite(), { password: chosen }).expect(201).expect(({ body }) => expect(body).toMatchObject({ userId: planted.userId, tenantId: admin.tenantId }));
    expect((await signInByPasskey()).status).toBe(422);
  });

  it('is its owner’s alone once they accept an invitation, with a name and a password of their own', async () => {
    const token = await invite();
    await identity.service.anonymous().post(opened, { token }).expect(200).expect(({ body }) => expect(body).toMatchObject({ accountExists: false }));
    await accept(token, { password: goodPassword }).expect(422).expect(code('name-needed'));
    await accept(token, { displayName: 'Olga', password: chosen }).expect(201).expect(({ body }) => expect(body).toMatchObject({ userId: planted.userId, tenantId: admin.tenantId }));
    await isTheOwnersAlone();
    await stranger.api.get(`/api/v1/identity/users/${planted.userId}`).expect(200).expect(({ body }) => expect(body).toMatchObject({ displayName: 'Olga', emailVerified: true }));
    expect((await identity.mailsTo(planted.email, 2)).some((mail) => mail.includes('password was changed'))).toBe(true);
  });

  it('lets its owner accept also where it has no password at all', async () => {
    await sql('update identity."user" set password_hash = null where id = $1', [planted.userId]);
    await accept(await invite(), { displayName: 'Olga', password: chosen }).expect(201);
    await isTheOwnersAlone();
  });

  it('joins no tenant as who is signed in, and founds none', async () => {
    await planted.session.api.post(`${opened}/join`, { token: await invite() }).expect(409).expect(code('address-not-proved'));
    const founding = foundTenant({ DATABASE_URL: identity.service.database.url('identity', 'app'), FIRST_TENANT_NAME: 'Acme', FIRST_ADMIN_EMAIL: planted.email });
    await expect(founding).rejects.toMatchObject({ code: 'address-not-proved' });
    expect((await sql('select from identity.membership where user_id = $1', [planted.userId])).rowCount).toBe(1);
    expect((await sql(`select from identity.tenant where name = 'Acme'`)).rowCount).toBe(0);
  });

  it('takes no passkey from a session that ends while it is added', async () => {
    const options = await askToRegister(planted.session);
    const holder = await identity.service.database.admin.connect();
    try {
      await holder.query('begin');
      await holder.query('select from identity."user" where id = $1 for update', [planted.userId]);
      const adding = register(planted.session, new TestAuthenticator('http://localhost:4000', 'localhost'), options);
      await eventually(async () => (await sql(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%hold_person_of_session%'`)).rowCount, (count) => count === 1, 20_000);
      await holder.query(`update identity.session set ended_at = now(), end_reason = 'password-reset' where user_id = $1 and ended_at is null`, [planted.userId]);
      await holder.query('commit');
      expect((await adding).status).toBe(401);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect((await sql('select from identity.passkey where user_id = $1', [planted.userId])).rowCount).toBe(1);
  });
});

describe('an account whose owner has shown that its address is theirs', () => {
  it('keeps its second factors when its password is reset by mail', async () => {
    const { email, userId } = await identity.user(admin, []);
    planted = { email, userId, session: await identity.person(email, goodPassword), passkey: new TestAuthenticator('http://localhost:4000', 'localhost') };
    expect((await register(planted.session, planted.passkey)).status).toBe(201);
    await identity.proveAddress(email);
    expect((await reset(`${randomUUID()} chosen`)).status).toBe(204);
    expect((await signInByPasskey()).status).toBe(201);
  });
});
