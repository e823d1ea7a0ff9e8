import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import type { ApiKeyToken, InvitationView, IssuedApiKey, RenewedAccess, ServiceToken, SignedIn } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { gatewaySecret, goodPassword, IdentityBuilder, refreshCookieOf, serviceSecret, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const roles = '/api/v1/identity/roles';
const stepUp = '/api/v1/identity/sessions/current/step-up';
const role = () => ({ name: `role ${randomUUID().slice(0, 8)}`, permissions: { grants: [] } });
const client = (accessToken: string) => new ApiClient(identity.service.url, accessToken);
const claimsOf = (token: string) => jsonwebtoken.decode(token) as JwtPayload & { auth_time: number; amr: string[] };

/** A token of a session whose proof of who it is for lies some seconds back. */
async function provedAgo(seconds: number): Promise<ApiClient> {
  const { cookies, sessionId } = await identity.admin();
  await identity.service.database.admin.query(`update identity.session set authenticated_at = now() - make_interval(secs => $2) where id = $1`, [sessionId, seconds]);
  const { body } = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(cookies)).set('x-kairos-csrf', '1').expect(200);
  return client((body as SignedIn).accessToken);
}

describe('a dangerous action', () => {
  it('is open to whoever has just signed in', async () => {
    const { accessToken } = await identity.admin();
    expect(claimsOf(accessToken).amr).toEqual(['pwd']);
    await client(accessToken).post(roles, role()).expect(201);
  });

  it('asks for a proof of the last five minutes, and names what it wants', async () => {
    await (await provedAgo(200)).post(roles, role()).expect(201);
    const api = await provedAgo(301);
    const { body, headers } = await api.post(roles, role()).expect(401);
    expect(body).toMatchObject({ code: 'step-up-required', status: 401 });
    expect(headers['www-authenticate']).toMatch(/^Bearer error="insufficient_user_authentication", .*max_age="300"$/);
    await api.get(roles).expect(200);
  });

  it('is open again after the proof was repeated, which is audited', async () => {
    const api = await provedAgo(4000);
    const { accessToken } = (await api.post(stepUp, { password: admin.password }).expect(200)).body as RenewedAccess;
    expect(Date.now() / 1000 - claimsOf(accessToken).auth_time).toBeLessThan(120);
    await client(accessToken).post(roles, role()).expect(201);
    await api.post(roles, role()).expect(401);
    const records = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceType: string });
    expect(records).toContainEqual(expect.objectContaining({ action: 'identity.session.step-up', resourceType: 'Session' }));
  });

  it('does not open to a wrong password, and the sixth is not even looked at', async () => {
    const api = await provedAgo(4000);
    for (let attempt = 0; attempt < 5; attempt++) await api.post(stepUp, { password: 'not this one at all' }).expect(422).expect(({ body }) => expect(body).toMatchObject({ code: 'proof-refused' }));
    await api.post(stepUp, { password: admin.password }).expect(429);
    await api.post(roles, role()).expect(401);
    await identity.service.database.admin.query('delete from identity.sign_in_failure');
  });

  it('is asked for before an account is given another e-mail address, by which its password could be reset', async () => {
    const wanted = { email: `${randomUUID()}@example.org`, currentPassword: admin.password };
    await (await provedAgo(301)).post('/api/v1/identity/me/email', wanted).expect(401).expect(({ body }) => expect(body).toMatchObject({ code: 'step-up-required' }));
  });

  it('is closed to a service that acts for the user, which can prove nothing', async () => {
    const { body } = await identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId: admin.membershipId }).auth('intake', serviceSecret).expect(201);
    const service = client((body as ServiceToken).accessToken);
    await service.post(roles, role()).expect(401).expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'step-up-required' }));
    await service.post(stepUp, { password: admin.password }).expect(403);
    await service.get(roles).expect(200);
  });
});

describe('making somebody an account, or letting a key do more', () => {
  const users = '/api/v1/identity/users';
  const someone = () => ({ email: `${randomUUID()}@example.org`, displayName: 'Somebody', password: goodPassword });
  let attempts: [string, (api: ApiClient) => Promise<{ status: number; body: unknown }>][];

  beforeAll(async () => {
    const [roleIds, target] = [[await identity.roleId(admin, 'kronos', 'Admin')], await identity.user(admin, [])];
    const invited = (await admin.api.post('/api/v1/identity/invitations', { email: someone().email, roleIds }).expect(201)).body as InvitationView;
    const key = (await admin.api.post('/api/v1/identity/me/api-keys', { name: 'narrow', scopes: ['identity.role.read'] }).expect(201)).body as IssuedApiKey;
    const once = { 'if-match': '"1"' };
    attempts = [
      ['creates', (api) => api.post(users, { ...someone(), roleIds, rowScope: { plants: 'all' } })],
      ['activates', (api) => api.post(`${users}/${target.userId}/activate`, {}).set(once)],
      ['invites', (api) => api.post('/api/v1/identity/invitations', { email: someone().email, roleIds })],
      ['mails an invitation again', (api) => api.post(`/api/v1/identity/invitations/${invited.id}/resend`).set(once)],
      ['widens a key', (api) => api.patch(`/api/v1/identity/me/api-keys/${key.apiKey.id}`, { scopes: ['identity.role.read', 'identity.user.read'] }).set(once)],
      ['widens a key of a service', (api) => api.patch(`/api/v1/identity/api-keys/${key.apiKey.id}`, { scopes: ['identity.user.read'] }).set(once)],
    ];
  });

  async function allRefused(api: ApiClient, status: number, code: string): Promise<void> {
    for (const [what, attempt] of attempts) {
      const answer = await attempt(api);
      expect([what, answer.status, answer.body]).toEqual([what, status, expect.objectContaining({ code })]);
    }
  }

  it('is done by a person: an API key is refused', async () => {
    const scopes = ['identity.user.manage', 'identity.user.read', 'identity.role.read', 'identity.api-key.manage'];
    const { secret } = (await admin.api.post('/api/v1/identity/me/api-keys', { name: 'wide', scopes }).expect(201)).body as IssuedApiKey;
    const { body } = await identity.service.anonymous().post('/api/v1/identity/api-key-tokens', { secret, address: '203.0.113.7' }).auth('gateway', gatewaySecret).expect(200);
    await allRefused(client((body as ApiKeyToken).accessToken), 403, 'only-in-person');
  });

  it('asks for a proof of the last five minutes', async () => {
    await allRefused(await provedAgo(301), 401, 'step-up-required');
  });
});
