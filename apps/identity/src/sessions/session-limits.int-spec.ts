import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionView, SettingsView, SignedIn } from '@kairos/contracts';
import { setOperatorSetting } from '../set-operator-setting.ts';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

const settings = '/api/v1/identity/settings';
let identity: IdentityBuilder;
let admin: Person;
let email: string;
let userId: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  ({ email, userId } = await identity.user(admin, []));
});
afterAll(() => identity?.stop());

const operator = (name: string, value: unknown) => setOperatorSetting({ DATABASE_URL: identity.service.database.url('identity', 'app') }, { name, value, reason: 'a test' });
const refresh = ({ cookies }: Person) => identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(cookies)).set('x-kairos-csrf', '1');
const sql = (text: string, values: unknown[]) => identity.service.database.admin.query<Record<string, unknown>>(text, values);
const ago = (column: string, sessionId: string, interval: string) => sql(`update identity.session set ${column} = now() - $2::interval where id = $1`, [sessionId, interval]);
const endOf = async (sessionId: string) => (await sql('select end_reason from identity.session where id = $1', [sessionId])).rows[0]?.['end_reason'];
async function set(body: object) {
  const { version } = (await admin.api.get(settings).expect(200)).body as SettingsView;
  return admin.api.patch(settings, body).set('if-match', `"${version}"`);
}

describe('a session', () => {
  it('that lay unused for longer than the tenant’s setting is over at its next refresh, from the moment the setting stands', async () => {
    const [busy, idle] = [await identity.person(email, goodPassword), await identity.person(email, goodPassword)];
    await ago('last_seen_at', idle.sessionId, '16 minutes');
    await ago('last_seen_at', busy.sessionId, '14 minutes');
    expect((await set({ sessionIdleMinutes: 15, reason: 'shared desks' })).status).toBe(200);
    await refresh(idle).expect(401).expect(({ body }) => expect(body).toMatchObject({ code: 'session-has-ended' }));
    expect(await endOf(idle.sessionId)).toBe('timed-out');
    await refresh(busy).expect(200);
    await busy.api.get('/api/v1/identity/me').expect(200).expect(({ body }) => expect(body).toMatchObject({ sessionIdleMinutes: 15 }));
    await set({ sessionIdleMinutes: null });
  });

  it('lasts no longer than the tenant’s setting, those that stand too', async () => {
    const old = await identity.person(email, goodPassword);
    await ago('started_at', old.sessionId, '61 minutes');
    await set({ sessionHours: 1 });
    const fresh = await identity.person(email, goodPassword);
    await refresh(old).expect(401);
    await refresh(fresh).expect(200);
    const { items } = (await admin.api.get(`/api/v1/identity/users/${userId}/sessions`).expect(200)).body as { items: SessionView[] };
    const lasts = Date.parse(items.find(({ id }) => id === fresh.sessionId)?.expiresAt ?? '') - Date.now();
    expect(lasts).toBeGreaterThan(55 * 60_000);
    expect(lasts).toBeLessThanOrEqual(60 * 60_000);
    await set({ sessionHours: null });
  });

  it('never lasts longer than the operator says', async () => {
    await operator('sessionHours', 8);
    expect((await set({ sessionHours: 9 })).body).toMatchObject({ status: 422, code: 'setting-beyond-operator' });
    for (const body of [{ sessionHours: 0 }, { sessionHours: 721 }, { sessionIdleMinutes: 14 }, { signInFailures: 10 }]) expect((await set(body)).status).toBe(400);
    await operator('sessionHours', null);
  });

  it('in another tenant of the same person, opened on its proof, ends with it', async () => {
    const other = await identity.foundTenant('Other', admin.email);
    const person = await identity.person(admin.email, admin.password, admin.tenantId);
    await ago('started_at', person.sessionId, '719 hours');
    const { body } = await person.api.post('/api/v1/identity/sessions/switch', { tenantId: other.tenantId }).expect(201);
    const { rows } = await sql(`select extract(epoch from expires_at - now()) / 3600 as hours from identity.session where id = $1`, [(body as SignedIn).sessionId]);
    expect(Number(rows[0]?.['hours'])).toBeLessThanOrEqual(1);
  });
});

describe('the lock', () => {
  it('comes after as many failures, and lasts as long, as the operator has set, at once', async () => {
    await operator('signInFailures', 2);
    await operator('signInLockMinutes', 60);
    for (const status of [401, 401, 429]) await identity.signInAs('nobody@example.org', 'wrong').expect(status);
    const { headers } = await identity.signInAs('nobody@example.org', 'wrong').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(59 * 60);
    await operator('signInFailures', null);
    for (const status of [401, 401, 401]) await identity.signInAs('somebody@example.org', 'wrong').expect(status);
    expect(await operator('signInFailures', 11)).toMatchObject({ code: 'setting-refused' });
  });
});
