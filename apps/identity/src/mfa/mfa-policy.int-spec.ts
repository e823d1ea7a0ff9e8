import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { ConfirmedTotp, MfaPolicyView, SignedIn, TotpEnrolment } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

const policy = '/api/v1/identity/mfa-policy';
const mfa = '/api/v1/identity/me/mfa';
let identity: IdentityBuilder;
let admin: Person;
let clerk: { email: string; roleId: string };

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  clerk = await identity.user(admin, ['identity.user.read']);
});
afterAll(() => identity?.stop());

const client = (accessToken: string) => new ApiClient(identity.service.url, accessToken);
const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });
const set = (body: object, version: number, api = admin.api) => api.put(policy, body).set('if-match', `"${version}"`);

describe('who must have a second factor', () => {
  it('is nobody, until an administrator says so', async () => {
    expect((await admin.api.get(policy).expect(200)).body).toEqual({ everyone: false, roleIds: [], version: 1 });
    const person = await identity.person(clerk.email, goodPassword);
    await set({ everyone: true, roleIds: [] }, 1, person.api).expect(403);
    await set({ everyone: false, roleIds: [randomUUID()] }, 1).expect(422).expect(refused('unknown-role'));
    await set({ everyone: false, roleIds: [clerk.roleId] }, 7).expect(412);
    expect((await set({ everyone: false, roleIds: [clerk.roleId] }, 1).expect(200)).body as MfaPolicyView).toEqual({ everyone: false, roleIds: [clerk.roleId], version: 2 });
  });

  it('can do nothing without one but set it up', async () => {
    const signedIn = await identity.signInAs(clerk.email, goodPassword).expect(201);
    const { accessToken, secondFactorRequired } = signedIn.body as SignedIn;
    expect(secondFactorRequired).toBe(true);
    const api = client(accessToken);
    await api.get('/api/v1/identity/users').expect(403).expect(refused('second-factor-required'));
    await api.get('/api/v1/identity/me').expect(200);
    const { secret } = (await api.post(`${mfa}/totp`).expect(201)).body as TotpEnrolment;
    const renewed = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(signedIn.get('Set-Cookie') ?? [])).set('x-kairos-csrf', '1').expect(200);
    expect(renewed.body).toMatchObject({ secondFactorRequired: true });
    const confirmed = (await api.post(`${mfa}/totp/confirm`, { code: generateSync({ secret }) }).expect(200)).body as ConfirmedTotp;
    await client(confirmed.accessToken).get('/api/v1/identity/users').expect(200);
    await api.get('/api/v1/identity/users').expect(403);
    await client(confirmed.accessToken).delete(`${mfa}/totp`).expect(409).expect(refused('second-factor-is-required'));
  });

  it('is not who has other roles, and everybody when it says everyone, from the next token on', async () => {
    const before = (await identity.signInAs(admin.email, admin.password).expect(201)).body as SignedIn;
    expect(before.secondFactorRequired).toBe(false);
    await set({ everyone: true, roleIds: [], reason: 'after the audit' }, 2, client(before.accessToken)).expect(200);
    const after = (await identity.signInAs(admin.email, admin.password).expect(201)).body as SignedIn;
    expect(after.secondFactorRequired).toBe(true);
    await client(after.accessToken).get(policy).expect(403);
    const records = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceType: string; reason: string | null });
    expect(records).toContainEqual(expect.objectContaining({ resourceType: 'MfaPolicy', reason: 'after the audit' }));
  });

  it('is of each tenant’s own choice', async () => {
    const { oneTimePassword } = await identity.foundTenant('Other', 'other@example.org');
    const other = await identity.person('other@example.org', oneTimePassword ?? '');
    expect((await other.api.get(policy).expect(200)).body).toEqual({ everyone: false, roleIds: [], version: 1 });
  });
});
