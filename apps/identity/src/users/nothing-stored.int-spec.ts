import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { ConfirmedTotp, SecondFactorRequired, TotpEnrolment } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;
let email: string;
let roleId: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  ({ email, roleId } = await identity.user(admin, ['assets.plant.read']));
});
afterAll(() => identity?.stop());

const users = '/api/v1/identity/users';
const newUser = (address: string) => admin.api.post(users, { email: address, displayName: 'Other', password: goodPassword, roleIds: [roleId] });

/** Everything that could be left behind, but for the record of a refused sign-in. */
async function traces(): Promise<unknown> {
  const { rows } = await identity.service.database.admin.query(
    `select (select json_agg(u order by id) from (select id, email, display_name, password_hash, needs_second_factor, last_signed_in_at from identity."user") u) as users,
       (select count(*) from identity.membership) as memberships, (select count(*) from identity.session) as sessions, (select count(*) from identity.refresh_token) as tokens,
       (select json_agg(i order by id) from identity.invitation i) as invitations, (select count(*) from identity.account_link) as links,
       (select count(*) from identity.outbox_message where message -> 'data' ->> 'resourceType' is distinct from 'SignIn') as messages`,
  );
  return rows[0];
}

async function refused(status: number, code: string, ask: () => PromiseLike<{ status: number; body: unknown }>): Promise<void> {
  const before = await traces();
  const { status: answered, body } = await ask();
  expect([answered, body]).toEqual([status, expect.objectContaining({ status, code, type: `urn:kairos:problem:${code}`, title: expect.any(String), detail: expect.any(String), requestId: expect.any(String) })]);
  expect(await traces()).toEqual(before);
}

describe('a clear refusal that stores nothing is the answer to', () => {
  it('an e-mail address that is taken, however it is written', async () => {
    await refused(409, 'email-taken', () => newUser(email));
    await refused(409, 'email-taken', () => newUser(` ${email.toUpperCase()} `));
    await refused(409, 'already-member', () => admin.api.post('/api/v1/identity/invitations', { email, roleIds: [roleId] }));
  });

  it('an e-mail address that two take at once: one has it', async () => {
    const address = `${randomUUID()}@example.org`;
    const answers = await Promise.all([newUser(address), newUser(address)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('an invitation whose time is over', async () => {
    const address = `${randomUUID()}@example.org`;
    await admin.api.post('/api/v1/identity/invitations', { email: address, roleIds: [roleId] }).expect(201);
    const token = await identity.tokenMailedTo(address, 'invitations');
    await identity.service.database.admin.query(`update identity.invitation set expires_at = now() - interval '1 second' where email = $1`, [address]);
    await refused(409, 'invitation-expired', () => identity.service.anonymous().post('/api/v1/identity/opened-invitations/accept', { token, displayName: 'Nina', password: goodPassword }));
  });

  it('a one-time code that was used, in a sign-in and in a step-up', async () => {
    const { api } = await identity.person(email, goodPassword);
    const { secret } = (await api.post('/api/v1/identity/me/mfa/totp').expect(201)).body as TotpEnrolment;
    const code = generateSync({ secret });
    const { accessToken } = (await api.post('/api/v1/identity/me/mfa/totp/confirm', { code }).expect(200)).body as ConfirmedTotp;
    const { challenge } = (await identity.signInAs(email, goodPassword).expect(202)).body as SecondFactorRequired;
    await refused(422, 'code-was-used', () => identity.service.anonymous().post('/api/v1/identity/sessions/second-factor', { challenge, proof: { code } }));
    await refused(422, 'code-was-used', () => new ApiClient(identity.service.url, accessToken).post('/api/v1/identity/sessions/current/step-up', { code }));
  });
});
