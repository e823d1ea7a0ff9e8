import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, type InvitationView, type UserView } from '@kairos/contracts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;
let stranger: Person;
let viewer: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const other = await identity.foundTenant('Other', 'other@example.org');
  stranger = await identity.person('other@example.org', other.oneTimePassword ?? '');
  await identity.proveAddress(stranger.email);
  viewer = await identity.roleId(admin, 'kronos', 'Viewer');
});
afterAll(() => identity?.stop());

const invitations = '/api/v1/identity/invitations';
const opened = '/api/v1/identity/opened-invitations';
const anEmail = () => `${randomUUID()}@example.org`;
const invite = async (email: string, more: object = {}) => (await admin.api.post(invitations, { email, roleIds: [viewer], locale: 'it', ...more }).expect(201)).body as InvitationView;
const accept = (token: string, more: object = { displayName: 'Olga', password: goodPassword }) => identity.service.anonymous().post(`${opened}/accept`, { token, ...more });
const code = (expected: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code: expected });
const peopleOf = async (email: string) => (await identity.service.database.admin.query('select from identity."user" where email = $1', [email])).rowCount;

describe('an invitation', () => {
  it('reaches its address by mail, and makes a verified member with the roles and rows it names', async () => {
    const [email, plantId] = [anEmail(), randomUUID()];
    const invitation = await invite(email, { rowScope: { plants: [plantId] } });
    expect(invitation).toMatchObject({ email, status: 'pending', locale: 'it', invitedBy: admin.userId, version: 1 });
    expect(Date.parse(invitation.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const token = await identity.tokenMailedTo(email, 'invitations');
    const preview = await identity.service.anonymous().post(opened, { token }).expect(200);
    expect(preview.body).toEqual({ tenantName: 'Kairos', email, locale: 'it', expiresAt: invitation.expiresAt, accountExists: false });

    const { body } = await accept(token).expect(201);
    const { userId, membershipId } = body as { userId: string; membershipId: string };
    const user = (await admin.api.get(`/api/v1/identity/users/${userId}`).expect(200)).body as UserView;
    expect(user).toMatchObject({ email, displayName: 'Olga', emailVerified: true, active: true, passwordChangeRequired: false, rowScope: { plants: [plantId] }, roles: [{ id: viewer }] });
    const olga = await identity.person(email, goodPassword);
    await olga.api.get('/api/v1/identity/me').expect(200).expect(({ body: me }) => expect(me).toMatchObject({ locale: 'it', emailVerified: true }));
    expect((await identity.service.outbox(AccessChanged.type)).some(({ subject }) => subject === membershipId)).toBe(true);
    await admin.api.get(`${invitations}/${invitation.id}`).expect(200).expect(({ body: now }) => expect(now).toMatchObject({ status: 'accepted', acceptedBy: userId }));
    await accept(token).expect(409).expect(code('invitation-accepted'));
  });

  it('holds its token nowhere but in the mail', async () => {
    const email = anEmail();
    await invite(email);
    const token = await identity.tokenMailedTo(email, 'invitations');
    const { rows } = await identity.service.database.admin.query<{ dump: string }>(
      `select concat((select json_agg(t) from identity.mailed_token t), (select json_agg(t) from identity.invitation t), (select json_agg(t) from identity.outgoing_mail t), (select json_agg(t) from identity.outbox_message t)) as dump`,
    );
    expect(rows[0]?.dump).toContain(email);
    expect(rows[0]?.dump).not.toContain(token);
  });

  it('that is unknown, withdrawn or over is refused with the reason, and nothing is stored', async () => {
    await accept('a'.repeat(43)).expect(404).expect(code('invitation-not-found'));
    const [withdrawn, late] = [anEmail(), anEmail()];
    const [first, second] = [await invite(withdrawn), await invite(late)];
    const [withdrawnToken, lateToken] = [await identity.tokenMailedTo(withdrawn, 'invitations'), await identity.tokenMailedTo(late, 'invitations')];
    await admin.api.post(`${invitations}/${first.id}/withdraw`).set('if-match', '"1"').expect(200).expect(({ body }) => expect(body).toMatchObject({ status: 'withdrawn' }));
    await accept(withdrawnToken).expect(409).expect(code('invitation-withdrawn'));
    await identity.service.database.admin.query(`update identity.invitation set expires_at = now() - interval '1 second' where id = $1`, [second.id]);
    for (const ask of [() => accept(lateToken), () => identity.service.anonymous().post(opened, { token: lateToken })]) await ask().expect(409).expect(code('invitation-expired'));
    expect([await peopleOf(withdrawn), await peopleOf(late)]).toEqual([0, 0]);
    await admin.api.get(`${invitations}?status=expired`).expect(200).expect(({ body }) => expect((body as { items: InvitationView[] }).items.map(({ id }) => id)).toEqual([second.id]));

    await admin.api.post(`${invitations}/${second.id}/resend`).set('if-match', '"7"').expect(412);
    await admin.api.post(`${invitations}/${second.id}/resend`).set('if-match', '"1"').expect(200).expect(({ body }) => expect(body).toMatchObject({ status: 'pending', version: 2 }));
    const again = await identity.tokenMailedTo(late, 'invitations', 2);
    await accept(lateToken).expect(404);
    await accept(again).expect(201);
  });

  it('needs a name and a password that may be chosen, and stands until it has them', async () => {
    const email = anEmail();
    await invite(email);
    const token = await identity.tokenMailedTo(email, 'invitations');
    await accept(token, { password: goodPassword }).expect(422).expect(code('name-needed'));
    await accept(token, { displayName: 'Olga', password: 'passwordpassword' }).expect(422).expect(code('password-refused'));
    await accept(token, { displayName: 'Olga' }).expect(400);
    expect(await peopleOf(email)).toBe(0);
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is one at a time for an address, none for a member, and none with more than the inviter holds', async () => {
    const email = anEmail();
    const { id } = await invite(email);
    await admin.api.post(invitations, { email: email.toUpperCase(), roleIds: [viewer] }).expect(409).expect(code('already-invited'));
    await admin.api.post(invitations, { email: admin.email, roleIds: [viewer] }).expect(409).expect(code('already-member'));
    await admin.api.post(invitations, { email: anEmail(), roleIds: [randomUUID()] }).expect(422).expect(code('unknown-role'));
    const helper = await identity.user(admin, ['identity.user.read', 'identity.user.manage']);
    const { api } = await identity.person(helper.email, goodPassword);
    await api.post(invitations, { email: anEmail(), roleIds: [viewer] }).expect(403).expect(code('grants-more-than-held'));
    await api.post(`${invitations}/${id}/withdraw`).set('if-match', '"1"').expect(403);
    // After its end it makes way for a new one.
    await identity.service.database.admin.query(`update identity.invitation set expires_at = now() - interval '1 second' where id = $1`, [id]);
    await invite(email);
  });

  it('is mailed to one address no more than five times a day, sent again or made anew', async () => {
    const email = anEmail();
    const { id } = await invite(email);
    for (const [version, status] of [[1, 200], [2, 200], [3, 200]]) await admin.api.post(`${invitations}/${id}/resend`).set('if-match', `"${version}"`).expect(status ?? 0);
    await admin.api.post(`${invitations}/${id}/withdraw`).set('if-match', '"4"').expect(200);
    const anew = await invite(email);
    await admin.api.post(`${invitations}/${anew.id}/resend`).set('if-match', '"1"').expect(429).expect(code('too-many-attempts'));
    await admin.api.get(`${invitations}/${anew.id}`).expect(200).expect(({ body }) => expect(body).toMatchObject({ version: 1 }));
  });

  it('of another tenant does not exist', async () => {
    const { id } = await invite(anEmail());
    const missing = await stranger.api.get(`${invitations}/${randomUUID()}`).expect(404);
    const hidden = await stranger.api.get(`${invitations}/${id}`).expect(404);
    expect({ ...(hidden.body as object), requestId: '' }).toEqual({ ...(missing.body as object), requestId: '' });
    for (const what of ['resend', 'withdraw']) await stranger.api.post(`${invitations}/${id}/${what}`).set('if-match', '"1"').expect(404);
    await stranger.api.get(invitations).expect(200).expect(({ body }) => expect(body).toMatchObject({ items: [] }));
  });
});

describe('inviting somebody who has an account elsewhere', () => {
  it('tells the inviter nothing of it, and lets them join with the password they have or as who they are', async () => {
    const known = await invite(stranger.email);
    const unknown = await invite(anEmail());
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect(known).toMatchObject({ status: 'pending', acceptedBy: null });
    const token = await identity.tokenMailedTo(stranger.email, 'invitations');

    await accept(token).expect(401).expect(code('sign-in-failed'));
    await admin.api.post(`${opened}/join`, { token }).expect(403).expect(code('invitation-for-another'));
    await stranger.api.post(`${opened}/join`, { token }).expect(201).expect(({ body }) => expect(body).toMatchObject({ userId: stranger.userId, tenantId: admin.tenantId }));
    const here = await identity.person(stranger.email, stranger.password, admin.tenantId);
    await here.api.get('/api/v1/identity/me/memberships').expect(200).expect(({ body }) => expect((body as { items: { current: boolean }[] }).items.map(({ current }) => current)).toEqual([false, true]));
  });

  it('takes the password of the account', async () => {
    const { oneTimePassword } = await identity.foundTenant('Third', 'third@example.org');
    const third = await identity.person('third@example.org', oneTimePassword ?? '');
    await identity.proveAddress(third.email);
    await invite(third.email);
    await accept(await identity.tokenMailedTo(third.email, 'invitations'), { password: third.password }).expect(201).expect(({ body }) => expect(body).toMatchObject({ userId: third.userId, tenantId: admin.tenantId }));
  });
});

describe('switching tenants', () => {
  it('opens a session there on the proof of this one, and is refused where one does not belong', async () => {
    await stranger.api.post('/api/v1/identity/sessions/switch', { tenantId: randomUUID() }).expect(404);
    const there = await stranger.api.post('/api/v1/identity/sessions/switch', { tenantId: admin.tenantId }).expect(201);
    expect(there.body).toMatchObject({ tenantId: admin.tenantId, userId: stranger.userId });
    expect((there.body as { sessionId: string }).sessionId).not.toBe(stranger.sessionId);
    expect(there.get('Set-Cookie')).toHaveLength(2);
    await stranger.api.get('/api/v1/identity/me').expect(200);
    await admin.api.post('/api/v1/identity/sessions/switch', { tenantId: stranger.tenantId }).expect(404);
  });
});
