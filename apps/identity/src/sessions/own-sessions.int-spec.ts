import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SessionRevoked, type MemberSessionList, type OwnSessionList, type SignedIn } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;
let somebody: { email: string; userId: string };

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  somebody = await identity.user(admin, []);
});
afterAll(() => identity?.stop());

const mine = '/api/v1/identity/me/sessions';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0';
const person = () => identity.person(somebody.email, goodPassword);
const own = async ({ api }: Person) => ((await api.get(mine).expect(200)).body as OwnSessionList).items;
const refresh = (cookie: string) => identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', cookie).set('x-kairos-csrf', '1');
const revocations = async (sessionId: string) => (await identity.service.outbox(SessionRevoked.type)).filter(({ subject }) => subject === sessionId).map(({ data }) => (data as { reason: string }).reason);

describe('one’s own sessions', () => {
  it('are told with device, address, start and when last seen, the current one marked', async () => {
    const here = await person();
    const other = (await identity.signInAs(somebody.email, goodPassword).set('user-agent', firefox).set('x-forwarded-for', '203.0.113.7').expect(201)).body as SignedIn;
    const listed = await own(here);
    expect(listed.find(({ id }) => id === other.sessionId)).toMatchObject({ device: 'Firefox on Windows', address: '203.0.113.7', methods: ['pwd'], current: false, tenant: { id: here.tenantId, name: 'Kairos' } });
    expect(listed.filter(({ current }) => current).map(({ id }) => id)).toEqual([here.sessionId]);
  });

  it('are last seen when they were refreshed', async () => {
    const here = await person();
    await identity.service.database.admin.query(`update identity.session set last_seen_at = now() - interval '2 hours' where id = $1`, [here.sessionId]);
    const before = (await own(here)).find(({ current }) => current)?.lastSeenAt ?? '';
    await refresh(refreshCookieOf(here.cookies)).expect(200);
    const after = (await own(here)).find(({ current }) => current)?.lastSeenAt ?? '';
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThan(3_600_000);
  });

  it('end one by one, at once and once', async () => {
    const [here, lost] = [await person(), await person()];
    await here.api.delete(`${mine}/${lost.sessionId}`).expect(204);
    await lost.api.get('/api/v1/identity/me').expect(401);
    await refresh(refreshCookieOf(lost.cookies)).expect(401);
    await here.api.delete(`${mine}/${lost.sessionId}`).expect(404);
    expect(await revocations(lost.sessionId)).toEqual(['revoked-by-user']);
    await here.api.delete(`${mine}/not-an-id`).expect(400);
  });

  it('end all but this one, in every tenant', async () => {
    await identity.foundTenant('Elsewhere', somebody.email);
    const [here, there, elsewhere] = [await person(), await person(), await identity.person(somebody.email, goodPassword, 'Elsewhere')];
    expect((await own(here)).map(({ tenant }) => tenant.name)).toContain('Elsewhere');
    await here.api.delete(mine).expect(204);
    for (const { api } of [there, elsewhere]) await api.get('/api/v1/identity/me').expect(401);
    expect((await own(here)).map(({ id }) => id)).toEqual([here.sessionId]);
  });

  it('are nobody else’s to see or end', async () => {
    const here = await person();
    await here.api.delete(`${mine}/${admin.sessionId}`).expect(404);
    await here.api.get(`/api/v1/identity/users/${admin.userId}/sessions`).expect(403);
    await admin.api.get('/api/v1/identity/me').expect(200);
  });
});

describe('the sessions of a member', () => {
  const of = (userId: string) => `/api/v1/identity/users/${userId}/sessions`;

  it('are seen and ended by an administrator, those of this tenant alone', async () => {
    const [here, elsewhere] = [await person(), await identity.person(somebody.email, goodPassword, 'Elsewhere')];
    const ids = ((await admin.api.get(of(somebody.userId)).expect(200)).body as MemberSessionList).items.map(({ id }) => id);
    expect(ids).toContain(here.sessionId);
    expect(ids).not.toContain(elsewhere.sessionId);
    await admin.api.delete(`${of(somebody.userId)}/${elsewhere.sessionId}`).expect(404);
    await admin.api.delete(`${of(somebody.userId)}/${here.sessionId}`).expect(204);
    await here.api.get('/api/v1/identity/me').expect(401);
    expect(await revocations(here.sessionId)).toEqual(['revoked-by-administrator']);
    await admin.api.get(of(randomUUID())).expect(404);
  });

  it('of one who holds more stay as they are', async () => {
    const helper = await identity.user(admin, ['identity.user.manage']);
    const { api } = await identity.person(helper.email, goodPassword);
    await api.delete(`${of(admin.userId)}/${admin.sessionId}`).expect(403).expect(({ body }) => expect(body).toMatchObject({ code: 'grants-more-than-held' }));
    await admin.api.get('/api/v1/identity/me').expect(200);
  });
});

describe('a thousand refreshes of one token at once', () => {
  it('have exactly one successor, which all of them are told', async () => {
    const { cookies, sessionId } = await person();
    const cookie = refreshCookieOf(cookies);
    const ask = async () => {
      const response = await fetch(`${identity.service.url}/api/v1/identity/sessions/refresh`, { method: 'POST', headers: { cookie, 'x-kairos-csrf': '1' } });
      await response.arrayBuffer();
      return { status: response.status, successor: refreshCookieOf(response.headers.getSetCookie()) };
    };
    const answers = await Promise.all(Array.from({ length: 1000 }, ask));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ successor }) => successor));
    expect(successors.size).toBe(1);
    const { rows } = await identity.service.database.admin.query<{ parent_id: string | null; used: boolean }>('select parent_id, used_at is not null as used from identity.refresh_token where session_id = $1 order by issued_at', [sessionId]);
    expect(rows.map(({ parent_id, used }) => [parent_id !== null, used])).toEqual([[false, true], [true, false]]);
    expect(await revocations(sessionId)).toEqual([]);
    const [successor = ''] = successors;
    const next = await refresh(successor).expect(200);
    await new ApiClient(identity.service.url, (next.body as SignedIn).accessToken).get('/api/v1/identity/me').expect(200);
    await refresh(cookie).expect(401);
    expect(await revocations(sessionId)).toEqual(['refresh-token-reused']);
  });
});
