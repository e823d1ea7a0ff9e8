import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AuditRecorded, EventData, SecondFactorRequired } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

type Recorded = EventData<typeof AuditRecorded> & { tenantId: string };
let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start(undefined, { SIGN_IN_FAILURES_PER_ACCOUNT: '3' });
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const attempt = (email: string, password: string) => identity.service.anonymous().post('/api/v1/identity/sessions', { email, password }).set('user-agent', 'a browser');
const sql = (text: string, values: unknown[] = []) => identity.service.database.admin.query<Record<string, unknown>>(text, values);
const recorded = async (resourceId: string): Promise<Recorded[]> =>
  (await identity.service.outbox('audit.recorded.v1')).map((message) => ({ ...(message.data as Recorded), tenantId: message.tenantid })).filter((data) => data.resourceType === 'SignIn' && data.resourceId === resourceId);
const told = (resourceId: string, count: number) => eventually(() => recorded(resourceId), ({ length }) => length >= count, 20_000);
const allTold = () => eventually(async () => (await sql('select from identity.refused_sign_in where told_at is null')).rowCount, (left) => left === 0, 20_000);

describe('a refused sign-in', () => {
  it('stands in the trail of every tenant of the account: what was tried, from where, and why not', async () => {
    const { email, userId } = await identity.user(admin, []);
    const other = await identity.foundTenant('Elsewhere', email);
    await attempt(email.toUpperCase(), 'my secret guess').expect(401);
    const records = await told(userId, 2);
    expect(records.map(({ tenantId }) => tenantId).sort()).toEqual([admin.tenantId, other.tenantId].sort());
    expect(records[0]).toMatchObject({
      action: 'identity.session.open', actorKind: 'user', actorId: null, sessionId: null, address: '127.0.0.1', userAgent: 'a browser', status: 'failure', errorCode: 'sign-in-failed', before: null, after: null,
    });
    expect(JSON.stringify(records)).not.toContain('my secret guess');
  });

  it('is no more told to a tenant that its account was shut out of', async () => {
    const { email, userId } = await identity.user(admin, []);
    const other = await identity.foundTenant('Still', email);
    await sql('update identity.membership set active = false where user_id = $1 and tenant_id = $2', [userId, admin.tenantId]);
    await attempt(email, 'my secret guess').expect(401);
    await allTold();
    expect((await recorded(userId)).map(({ tenantId }) => tenantId)).toEqual([other.tenantId]);
  });

  it('is told once of a lock, however often somebody knocks', async () => {
    const { email, userId } = await identity.user(admin, []);
    for (const status of [401, 401, 401]) await attempt(email, 'wrong').expect(status);
    await Promise.all(Array.from({ length: 8 }, () => attempt(email, goodPassword).expect(429)));
    await allTold();
    const records = await recorded(userId);
    expect(records.map(({ status, errorCode }) => `${status} ${errorCode}`)).toEqual([...Array<string>(3).fill('failure sign-in-failed'), 'denied too-many-attempts']);
    await sql(`update identity.refused_sign_in set refused_at = refused_at - interval '31 minutes'`);
    await attempt(email, goodPassword).expect(429);
    expect(await told(userId, 5)).toHaveLength(5);
  });

  it('of an address that has no account is in no trail, and what was typed is nowhere', async () => {
    const unknown = `${randomUUID()}@example.org`;
    const before = (await identity.service.outbox()).length;
    await attempt(unknown, 'my secret guess').expect(401);
    await allTold();
    expect(await identity.service.outbox()).toHaveLength(before);
    const { rows } = await sql('select * from identity.refused_sign_in where user_id is null order by refused_at desc limit 1');
    expect(rows[0]).toMatchObject({ tenant_id: null, address: null, user_agent: null });
    expect(JSON.stringify(rows)).not.toContain(unknown);
  });

  it('for want of the second factor, or of a good passkey, is told of its account', async () => {
    const { email, userId } = await identity.user(admin, []);
    await sql(`insert into identity.totp_factor (user_id, sealed_secret, confirmed_at) values ($1, 'none', now())`, [userId]);
    const { body } = await attempt(email, goodPassword).expect(202);
    const recoveryCode = { recoveryCode: 'AAAAA-AAAAA-AAAAA-AAAAA' };
    const { status } = await identity.service.anonymous().post('/api/v1/identity/sessions/second-factor', { challenge: (body as SecondFactorRequired).challenge, proof: recoveryCode });
    expect(status).toBe(422);
    await sql(`insert into identity.passkey (id, user_id, credential_id, public_key, counter, synced, name) values ($1, $2, 'of-a-test', 'none', 0, false, 'key')`, [randomUUID(), userId]);
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const response = { clientDataJSON: encoded({ type: 'webauthn.get', challenge: 'eA', origin: 'http://localhost:4000' }), authenticatorData: 'eA', signature: 'eA' };
    await identity.service.anonymous().post('/api/v1/identity/sessions/passkey', { assertion: { id: 'of-a-test', rawId: 'of-a-test', type: 'public-key', response } }).expect(422);
    expect((await told(userId, 2)).map(({ errorCode, status: outcome }) => [errorCode, outcome])).toEqual([['proof-refused', 'failure'], ['passkey-refused', 'failure']]);
  });

  it('does not fill the trail where nothing locks', async () => {
    const { userId } = await identity.user(admin, []);
    await sql(`insert into identity.passkey (id, user_id, credential_id, public_key, counter, synced, name) values ($1, $2, 'of-a-flood', 'none', 0, false, 'key')`, [randomUUID(), userId]);
    const note = `select identity.note_refused_sign_in('passkey', 'of-a-flood', 'identity.session.open', 'failure', 'passkey-refused', null, null, 'r', 20, interval '30 minutes') from generate_series(1, 50)`;
    await sql(note);
    await allTold();
    expect(await recorded(userId)).toHaveLength(20);
  });

  it('that was no sign-in at all is in no trail', async () => {
    const before = (await sql('select from identity.refused_sign_in')).rowCount;
    for (const body of [{}, { email: 1, password: 'x' }, { email: '\0', password: 'x' }]) await identity.service.anonymous().post('/api/v1/identity/sessions', body).expect(400);
    expect((await sql('select from identity.refused_sign_in')).rowCount).toBe(before);
  });
});
