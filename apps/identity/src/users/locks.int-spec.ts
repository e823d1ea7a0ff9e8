import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { UserView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start(undefined, { SIGN_IN_FAILURES_PER_ADDRESS: '5' });
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const anAddress = () => `203.0.${randomInt(256)}.${randomInt(256)}`;
const attempt = async (email: string, password: string, address: string) =>
  identity.service.anonymous().post('/api/v1/identity/sessions', { email, password }).set('x-forwarded-for', address);
const failTimes = async (count: number, email: string, address: () => string) => {
  const statuses: number[] = [];
  for (let turn = 0; turn < count; turn++) statuses.push((await attempt(email, 'wrong', address())).status);
  return statuses;
};
const user = async (userId: string) => (await admin.api.get(`/api/v1/identity/users/${userId}`).expect(200)).body as UserView;
const inThePast = (sql: string) => identity.service.database.admin.query(`update identity.sign_in_failure set ${sql}`);

describe('an account', () => {
  it('is locked after five wrong passwords from anywhere, for the right one too, until an administrator unlocks it', async () => {
    const { email, userId } = await identity.user(admin, ['assets.plant.read']);
    expect(await failTimes(5, email, anAddress)).toEqual([401, 401, 401, 401, 401]);
    const refused = await attempt(email, goodPassword, anAddress());
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'too-many-attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(29 * 60);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(30 * 60);
    const { lockedUntil } = await user(userId);
    expect(Date.parse(lockedUntil ?? '') - Date.now()).toBeGreaterThan(29 * 60_000);

    await admin.api.post(`/api/v1/identity/users/${userId}/unlock`, { reason: 'it was me' }).expect(204);
    expect(await user(userId)).toMatchObject({ lockedUntil: null });
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });

  it('that does not exist is locked like one that does', async () => {
    const unknown = `${randomUUID()}@example.org`;
    const { email } = await identity.user(admin, ['assets.plant.read']);
    expect(await failTimes(6, unknown, anAddress)).toEqual(await failTimes(6, email, anAddress));
    const [one, other] = [await attempt(unknown, 'wrong', anAddress()), await attempt(email, 'wrong', anAddress())];
    expect({ ...(one.body as object), requestId: '' }).toEqual({ ...(other.body as object), requestId: '' });
  });

  it('starts counting anew after a right password, and after the lock', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    expect(await failTimes(4, email, anAddress)).toEqual([401, 401, 401, 401]);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
    expect(await failTimes(6, email, anAddress)).toEqual([401, 401, 401, 401, 401, 429]);
    await inThePast(`locked_until = now() - interval '1 second', counting_since = now() - interval '31 minutes'`);
    expect(await failTimes(2, email, anAddress)).toEqual([401, 401]);
  });

  it('is asked for no more than five of the wrong passwords that come at once, whether it exists or not', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    for (const address of [email, `${randomUUID()}@example.org`]) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => attempt(address, 'wrong', anAddress())));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
      expect(Number((await attempt(address, goodPassword, anAddress())).headers['retry-after'])).toBeGreaterThan(29 * 60);
    }
  });

  it('is not locked by right passwords that come at once: who finds no place is told to try again in a second', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    const answers = await Promise.all(Array.from({ length: 9 }, () => attempt(email, goodPassword, anAddress())));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(9 - refused.length);
    expect(refused.every(({ headers }) => headers['retry-after'] === '1')).toBe(true);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });

  it('gets back, after a minute, the places that a process took and never left', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    await attempt(email, 'wrong', anAddress());
    const places = (sql: string) => identity.service.database.admin.query(`update identity.sign_in_failure set ${sql} where key_sha256 = identity.account_key($1)`, [email]);
    await places(`in_flight = 4, in_flight_since = now()`);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(429);
    await places(`in_flight_since = now() - interval '61 seconds'`);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });

  it('counts wrong passwords of a step-up and of a change of password too', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    const { api } = await identity.person(email, goodPassword);
    for (let turn = 0; turn < 3; turn++) await api.post('/api/v1/identity/sessions/current/step-up', { password: 'wrong' }).set('x-forwarded-for', anAddress()).expect(422);
    for (let turn = 0; turn < 2; turn++) await api.post('/api/v1/identity/me/password', { currentPassword: 'wrong', newPassword: 'nine silver trout upstream' }).set('x-forwarded-for', anAddress()).expect(422);
    await api.post('/api/v1/identity/sessions/current/step-up', { password: goodPassword }).expect(429);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(429);
  });

  it('tells its tenant’s audit trail of the lock, and its owner by mail', async () => {
    const { email, userId } = await identity.user(admin, ['assets.plant.read']);
    await failTimes(5, email, anAddress);
    const ofUser = async () => (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceId: string; actorKind: string }).filter(({ resourceId, action }) => resourceId === userId && action === 'identity.account.lock');
    expect(await eventually(ofUser, ({ length }) => length > 0)).toEqual([expect.objectContaining({ actorKind: 'system', action: 'identity.account.lock' })]);
    const folder = join(identity.keysFolder, 'mail');
    const mails = () => readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8'));
    await eventually(() => Promise.resolve(mails().filter((mail) => mail.includes(`To: ${email}`) && mail.includes('is locked'))), ({ length }) => length === 1);
  });

  it('is unlocked only by somebody who holds what its owner holds, in a tenant of its owner', async () => {
    const helper = await identity.user(admin, ['identity.user.read', 'identity.user.manage']);
    const { api } = await identity.person(helper.email, goodPassword);
    const strong = await identity.user(admin, ['assets.plant.delete']);
    await api.post(`/api/v1/identity/users/${strong.userId}/unlock`, {}).expect(403);
    await api.post(`/api/v1/identity/users/${strong.userId}/sign-out`, {}).expect(403);
    for (const what of ['unlock', 'sign-out']) await admin.api.post(`/api/v1/identity/users/${randomUUID()}/${what}`, {}).expect(404);
  });

  it('is not unlocked by an administrator of one of its owner’s tenants, whose guesses elsewhere the lock bounds', async () => {
    const { email, userId } = await identity.user(admin, ['assets.plant.read']);
    await identity.foundTenant('Elsewhere', email);
    await failTimes(5, email, anAddress);
    await admin.api.post(`/api/v1/identity/users/${userId}/unlock`, {}).expect(403).expect(({ body }) => expect(body).toMatchObject({ code: 'not-yours-to-unlock' }));
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(429);
  });

  it('is unlocked no more than five times a day', async () => {
    const { userId } = await identity.user(admin, ['assets.plant.read']);
    for (const status of [204, 204, 204, 204, 204, 429]) await admin.api.post(`/api/v1/identity/users/${userId}/unlock`, {}).expect(status);
  });
});

describe('an address', () => {
  it('is locked after five wrong passwords for whatever accounts, and nobody else with it', async () => {
    const address = anAddress();
    const { email } = await identity.user(admin, ['assets.plant.read']);
    for (let turn = 0; turn < 5; turn++) {
      expect((await attempt(`${randomUUID()}@example.org`, 'wrong', address)).status).toBe(401);
      // A right password in between ends nothing of it.
      if (turn === 3) expect((await attempt(email, goodPassword, address)).status).toBe(201);
    }
    const refused = await attempt(email, goodPassword, address);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(29 * 60);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });
});

describe('an IPv6 address', () => {
  it('is locked with its whole network, and with no other', async () => {
    const { email } = await identity.user(admin, ['assets.plant.read']);
    for (let turn = 1; turn <= 5; turn++) expect((await attempt(`${randomUUID()}@example.org`, 'wrong', `2001:db8:1:2::${turn}`)).status).toBe(401);
    expect((await attempt(email, goodPassword, '2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await attempt(email, goodPassword, '2001:db8:1:3::1')).status).toBe(201);
  });
});

describe('an address from which many accounts are tried at once', () => {
  it('has no more than five of the guesses checked', async () => {
    const address = anAddress();
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt(`${randomUUID()}@example.org`, 'wrong', address)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const { rows } = await identity.service.database.admin.query<{ left: number }>('select coalesce(sum(in_flight), 0)::integer as left from identity.sign_in_failure');
    expect(rows[0]?.left).toBe(0);
  });
});

describe('forced sign-out', () => {
  it('ends every session of the member here, who may sign in again', async () => {
    const { email, userId } = await identity.user(admin, ['identity.user.read']);
    const [one, other] = [await identity.person(email, goodPassword), await identity.person(email, goodPassword)];
    await admin.api.post(`/api/v1/identity/users/${userId}/sign-out`, { reason: 'lost laptop' }).expect(204);
    for (const { api } of [one, other]) await api.get('/api/v1/identity/users').expect(401);
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });
});

describe('a hash of yesterday’s parameters', () => {
  it('is made again at the next sign-in, with the same password', async () => {
    const { email, userId } = await identity.user(admin, ['assets.plant.read']);
    const stored = async () => (await identity.service.database.admin.query<{ hash: string }>('select password_hash as hash from identity."user" where id = $1', [userId])).rows[0]?.hash;
    await identity.service.database.admin.query('update identity."user" set password_hash = $2 where id = $1', [userId, await hash(goodPassword, { memoryCost: 8192, timeCost: 1, parallelism: 1 })]);
    expect((await attempt(email, 'wrong', anAddress())).status).toBe(401);
    expect(await stored()).toContain('m=8192');
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
    expect(await stored()).toContain('m=65536,t=3,p=1');
    expect((await attempt(email, goodPassword, anAddress())).status).toBe(201);
  });
});
