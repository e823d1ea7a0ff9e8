import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { TestCommandLine } from './test/command-line.builder.ts';

const identity = '/api/v1/identity';
const token = 't'.repeat(43);
const now = new Date().toISOString();
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.start();
});
afterEach(() => cli.stop());
const kairos = (args: string[], input = '', isTTY = false) => cli.run(args, { input, isTTY });
const takes = (route: string, status: number, answer?: object) => cli.api.takes(`POST ${identity}/${route}`, status, answer);
const olga = {
  id: randomUUID(), membershipId: randomUUID(), email: 'olga@example.org', displayName: 'Olga\u001b[2J', active: true, roles: [{ id: randomUUID(), origin: 'kronos', name: 'Viewer' }], rowScope: { plants: [] },
  roleOverride: false, externalIssuers: [], passwordChangeRequired: false, lastSignedInAt: now, emailVerified: true, lockedUntil: now, version: 3, createdAt: now, updatedAt: now,
};

describe('what a mail says', () => {
  it('is done without a browser and without a session: an invitation', async () => {
    takes('opened-invitations', 200, { tenantName: 'Aurora', email: 'new@example.org', locale: 'it', expiresAt: now, accountExists: false });
    takes('opened-invitations/accept', 201, { userId: randomUUID(), membershipId: randomUUID(), tenantId: randomUUID() });
    const { code, out, notes } = await kairos(['accept-invitation', `${cli.api.url}/invitations/accept#token=${token}`, '--name', 'Nina', '--password-stdin'], 'seven brown herons at dusk\n');
    expect([code, out]).toEqual([0, expect.stringContaining('You have joined Aurora')]);
    expect(notes).toContain(`Aurora invites new@example.org, at ${cli.api.url}.`);
    expect(cli.api.taken).toEqual([{ token }, { token, displayName: 'Nina', password: 'seven brown herons at dusk' }]);
  });

  it('a forgotten password, which is never taken from the command line', async () => {
    takes('password-resets', 202);
    takes('password-resets/complete', 204);
    takes('email-verifications/complete', 204);
    expect(await kairos(['forgot-password', '--email', 'olga@example.org'])).toMatchObject({ code: 0, out: expect.stringContaining('If this address has an account') });
    expect(await kairos(['reset-password', token, '--password-stdin'], 'seven brown herons at dusk')).toMatchObject({ code: 0 });
    expect((await kairos(['confirm-email', token])).notes).toContain('kairos login');
    await kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n');
    expect(await kairos(['confirm-email', token])).toMatchObject({ code: 0 });
    expect(cli.api.taken).toEqual([{ email: 'olga@example.org' }, { token, newPassword: 'seven brown herons at dusk' }, { token }]);
    expect((await kairos(['reset-password', token, '--password', 'x'])).code).toBe(1);
    expect((await kairos(['reset-password', 'no link'])).notes).toContain('neither the link of a mail');
    expect((await kairos(['reset-password', token])).notes).toContain('nobody to ask');
  });
});

describe('users', () => {
  beforeEach(() => kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n'));

  it('are listed, and none of their names drives the terminal', async () => {
    cli.api.on(`GET ${identity}/users`, { items: [olga], nextCursor: null });
    const { out } = await kairos(['users']);
    expect(out).toContain('Olga\\u{1b}[2J');
    expect(out).toMatch(/kronos\/Viewer +locked until/);
  });

  it('are invited by the names of their roles', async () => {
    const role = { id: randomUUID(), origin: 'kronos', name: 'Viewer', builtIn: true, permissions: { grants: [], areas: {} }, effectivePermissions: [], version: 1, createdAt: now, updatedAt: now };
    cli.api.on(`GET ${identity}/roles`, { items: [role], nextCursor: null });
    takes('invitations', 201, { id: randomUUID(), email: 'new@example.org', roleIds: [role.id], rowScope: { plants: 'all' }, locale: 'it', status: 'pending', invitedBy: randomUUID(), acceptedBy: null, expiresAt: now, version: 1, createdAt: now, updatedAt: now });
    expect((await kairos(['users', 'invite', 'new@example.org', '--role', 'kronos/Nobody'])).notes).toContain('There is no role kronos/Nobody');
    expect(await kairos(['users', 'invite', 'new@example.org', '--role', 'kronos/Viewer', '--all-plants', '--locale', 'it'])).toMatchObject({ code: 0 });
    expect(cli.api.taken).toEqual([{ email: 'new@example.org', roleIds: [role.id], locale: 'it', rowScope: { plants: 'all' } }]);
  });

  it('are invited after a proof, where the sign-in is a while ago', async () => {
    const role = { id: randomUUID(), origin: 'kronos', name: 'Viewer', builtIn: true, permissions: { grants: [], areas: {} }, effectivePermissions: [], version: 1, createdAt: now, updatedAt: now };
    cli.api.on(`GET ${identity}/roles`, { items: [role], nextCursor: null });
    let proved: unknown;
    cli.api.on(`POST ${identity}/invitations`, (_request, response) =>
      proved
        ? response.writeHead(201).end(JSON.stringify({ id: randomUUID(), email: 'new@example.org', roleIds: [role.id], rowScope: { plants: [] }, locale: 'en', status: 'pending', invitedBy: randomUUID(), acceptedBy: null, expiresAt: now, version: 1, createdAt: now, updatedAt: now }))
        : response.writeHead(401).end(JSON.stringify({ code: 'step-up-required', detail: 'Confirm who you are.' })));
    cli.api.on(`POST ${identity}/sessions/current/step-up`, (request, response) => {
      proved = JSON.parse(request.body);
      response.writeHead(200).end(JSON.stringify({ accessToken: String(request.headers['authorization']).replace('Bearer ', ''), tokenType: 'Bearer', expiresAt: new Date(Date.now() + 600_000).toISOString() }));
    });
    const invite = ['users', 'invite', 'new@example.org', '--role', 'kronos/Viewer'];
    expect(await kairos(invite)).toMatchObject({ code: 1, notes: expect.stringContaining('Confirm who you are. (401)') });
    expect(await kairos(invite, '123456\n', true)).toMatchObject({ code: 0, out: expect.stringContaining('is invited') });
    expect(proved).toEqual({ code: '123456' });
  });

  it('are unlocked, signed out and deactivated by their whole address', async () => {
    cli.api.on(`GET ${identity}/users`, { items: [{ ...olga, email: 'not-olga@example.org' }, olga], nextCursor: null });
    for (const what of ['unlock', 'sign-out', 'deactivate']) {
      takes(`users/${olga.id}/${what}`, 204);
      expect(await kairos(['users', what, 'Olga@example.org', '--reason', 'asked by phone'])).toMatchObject({ code: 0, out: expect.stringContaining('olga@example.org') });
    }
    expect(cli.api.taken).toEqual([{ reason: 'asked by phone' }, { reason: 'asked by phone' }, { reason: 'asked by phone', ifMatch: '"3"' }]);
    expect((await kairos(['users', 'unlock', 'lga@example.org'])).notes).toContain('No user of your tenant');
  });
});
