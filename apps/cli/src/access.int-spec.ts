import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestCommandLine } from './test/command-line.builder.ts';

const identity = '/api/v1/identity';
const now = new Date().toISOString();
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.start();
  await kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n');
});
afterEach(() => cli.stop());
const kairos = (args: string[], input = '') => cli.run(args, { input });

const fileWith = (content: object): string => {
  const file = join(cli.home, `${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe('keys', () => {
  const key = {
    id: randomUUID(), kind: 'integration', name: 'Night\u001b[2J', integration: 'SCADA', owner: { userId: randomUUID(), membershipId: randomUUID(), displayName: 'Olga' }, status: 'active', scopes: ['assets.plant.read'],
    rowScope: { plants: 'all' }, allowedAddresses: [], requestsPerMinute: 60, expiresAt: now, lastUsedAt: null, revokedAt: null, version: 3, createdAt: now, updatedAt: now,
    secrets: [{ hint: 'kairos_ik_abcdef', issuedAt: now, endsAt: null, lastUsedAt: null, lastUsedAddress: null, lastRefusedAt: now, lastRefusedAddress: '203.0.113.9', lastRefusedBecause: 'address' }],
  };
  const issued = { secret: 'kairos_ik_secret', apiKey: key };

  it('of the organisation are listed and shown, and none of their names drives the terminal', async () => {
    let asked: string | undefined;
    cli.api.on(`GET ${identity}/api-keys`, (request, response) => {
      asked = request.url;
      response.writeHead(200).end(JSON.stringify({ items: [key], nextCursor: null }));
    });
    cli.api.on(`GET ${identity}/api-keys/${key.id}`, key);
    expect((await kairos(['api-keys', 'list', '--kind', 'integration', '--status', 'active', '--owner', key.owner.userId])).out).toMatch(/Night\\u\{1b\}\[2J +SCADA +Olga +active/);
    expect(asked).toContain(`kind=integration&status=active&userId=${key.owner.userId}`);
    expect((await kairos(['api-keys', 'list', '--status', 'lost'])).code).toBe(1);
    expect((await kairos(['api-keys', 'show', key.id])).out).toContain(`never used, refused ${now}: address`);
  });

  it('are created for a service, an integration or oneself, and their secret is told once', async () => {
    cli.api.takes(`POST ${identity}/api-keys`, 201, issued);
    cli.api.takes(`POST ${identity}/me/api-keys`, 201, issued);
    const create = ['api-keys', 'create', '--name', 'Night', '--scope', 'assets.plant.read'];
    expect(await kairos([...create, '--integration', 'SCADA', '--from', '203.0.113.0/24', '--per-minute', '10', '--until', '2027-03-31T00:00:00Z'])).toMatchObject({ code: 0, out: expect.stringContaining('kairos_ik_secret'), notes: expect.stringContaining('not shown again') });
    await kairos(create);
    await kairos([...create, '--own']);
    const plain = { name: 'Night', scopes: ['assets.plant.read'] };
    expect(cli.api.taken).toEqual([{ ...plain, kind: 'integration', integration: 'SCADA', allowedAddresses: ['203.0.113.0/24'], requestsPerMinute: 10, expiresAt: '2027-03-31T00:00:00.000Z' }, { ...plain, kind: 'service' }, plain]);
    expect((await kairos(['api-keys', 'create', '--name', 'Night'])).code).toBe(1);
  });

  it('are changed, changed over, taken over and ended as they stand', async () => {
    cli.api.on(`GET ${identity}/api-keys/${key.id}`, key);
    const at = `${identity}/api-keys/${key.id}`;
    cli.api.takes(`PATCH ${at}`, 200, key);
    cli.api.takes(`POST ${at}/rotate`, 200, issued);
    cli.api.takes(`POST ${at}/take-over`, 200, key);
    cli.api.takes(`POST ${at}/revoke`, 200, key);
    for (const args of [['change', '--scope', 'assets.*', '--reason', 'more to do'], ['rotate', '--grace', '0'], ['take-over'], ['revoke', '--reason', 'lost']]) {
      const [what = '', ...more] = args;
      expect(await kairos(['api-keys', what, key.id, ...more])).toMatchObject({ code: 0 });
    }
    const ifMatch = '"3"';
    expect(cli.api.taken).toEqual([{ scopes: ['assets.*'], reason: 'more to do', ifMatch }, { graceHours: 0, ifMatch }, { ifMatch }, { reason: 'lost', ifMatch }]);
    expect((await kairos(['api-keys', 'revoke', randomUUID()])).code).toBe(1);
  });
});

describe('identity providers', () => {
  const settings = {
    label: 'Keycloak', issuer: 'https://issuer.example', clientId: 'kairos', scopes: ['openid'], claims: { roles: 'groups', email: 'email', emailVerified: 'email_verified', displayName: 'name' }, enabled: true,
    allowedEmailDomains: ['example.org'], createsAccounts: false, rules: [], assignment: 'first-match', defaultRoleIds: [], rowScope: { plants: [] },
  };
  const provider = { ...settings, id: randomUUID(), clientSecretSetAt: null, startPath: '/s', callbackPath: '/c', signedOutPath: '/o', backChannelLogoutPath: '/b', version: 2, createdAt: now, updatedAt: now };
  const at = `${identity}/identity-providers`;

  it('are listed, and shown as a change takes them', async () => {
    cli.api.on(`GET ${at}`, { items: [provider], nextCursor: null });
    cli.api.on(`GET ${at}/${provider.id}`, provider);
    expect((await kairos(['identity-providers'])).out).toMatch(/Keycloak +https:\/\/issuer\.example +example\.org +enabled/);
    expect(JSON.parse((await kairos(['identity-providers', 'show', provider.id])).out)).toEqual(settings);
  });

  it('are added, changed and removed; a secret comes by standard input alone', async () => {
    cli.api.on(`GET ${at}/${provider.id}`, provider);
    cli.api.takes(`POST ${at}`, 201, provider);
    cli.api.takes(`PUT ${at}/${provider.id}`, 200, provider);
    cli.api.takes(`DELETE ${at}/${provider.id}`, 204);
    const file = fileWith(settings);
    expect(await kairos(['identity-providers', 'add', file, '--secret-stdin'], 'a secret\n')).toMatchObject({ code: 0, out: expect.stringContaining('/c') });
    expect(await kairos(['identity-providers', 'change', provider.id, file, '--without-secret', '--reason', 'public client'])).toMatchObject({ code: 0 });
    expect(await kairos(['identity-providers', 'remove', provider.id])).toMatchObject({ code: 0 });
    expect(cli.api.taken).toEqual([{ ...settings, clientSecret: 'a secret' }, { ...settings, clientSecret: null, reason: 'public client', ifMatch: '"2"' }, { ifMatch: '"2"' }]);
    expect((await kairos(['identity-providers', 'add', fileWith({ ...settings, clientSecret: 'x' })])).notes).toContain('does not belong in a file');
    expect((await kairos(['identity-providers', 'add', file, '--secret-stdin'])).notes).toContain('no secret on standard input');
    expect((await kairos(['identity-providers', 'change', provider.id, file, '--secret-stdin', '--without-secret'], 'x')).notes).toContain('not both');
  });

  it('tell what their mapping makes of claims', async () => {
    const role = { id: randomUUID(), name: 'Viewer' };
    cli.api.takes(`POST ${at}/${provider.id}/test-mapping`, 200, { claimValues: ['ops'], rules: [{ position: 0, claimValue: 'ops', roleId: role.id, matches: true }], outcome: 'mapped', roles: [role] });
    expect((await kairos(['identity-providers', 'test-mapping', provider.id, fileWith({ groups: ['ops'] })])).out).toMatch(/claims {2}ops\nrule 1 {2}matches {2}ops\nmapped {2}Viewer/);
    expect(cli.api.taken).toEqual([{ claims: { groups: ['ops'] } }]);
  });
});

describe('events that could not be consumed', () => {
  const letter = { id: randomUUID(), service: 'assets', consumer: 'assets-access', stream: 'IDENTITY', subject: 'identity.user.changed.v1', eventId: null, reason: 'no such\u001b[2J', deliveries: 5, deadAt: now, replayedAt: null };
  const other = { ...letter, id: randomUUID() };
  const at = '/api/v1/assets/dead-letters';

  it('are listed over all services or of one, and shown with their content', async () => {
    for (const service of ['identity', 'workflows', 'intake']) cli.api.on(`GET /api/v1/${service}/dead-letters`, { items: [], nextCursor: null });
    cli.api.on(`GET ${at}`, { items: [letter], nextCursor: null });
    cli.api.on(`GET ${at}/${letter.id}`, { ...letter, message: '{"a":1}' });
    expect((await kairos(['events', 'unconsumed'])).out).toContain('no such\\u{1b}[2J');
    expect((await kairos(['events', 'unconsumed', 'list', '--service', 'intake'])).out.trim()).toBe('none');
    expect((await kairos(['events', 'unconsumed', 'show', 'assets', letter.id])).out).toContain('{"a":1}');
    expect((await kairos(['events', 'unconsumed', 'show', 'nothing', letter.id])).code).toBe(1);
  });

  it('are replayed and discarded, those that fail again named with why', async () => {
    cli.api.on(`GET ${at}`, { items: [letter, other], nextCursor: null });
    cli.api.takes(`POST ${at}/${letter.id}/replay`, 200, letter);
    cli.api.on(`POST ${at}/${other.id}/replay`, (_request, response) => response.writeHead(409).end(JSON.stringify({ status: 409, code: 'replay-failed', detail: 'It failed again.', title: 'x', type: 'urn:x', requestId: 'r' })));
    cli.api.takes(`POST ${at}/${letter.id}/discard`, 204);
    const { code, out, notes } = await kairos(['events', 'unconsumed', 'replay', 'assets', '--all']);
    expect([code, out, notes]).toEqual([1, expect.stringMatching(new RegExp(`1 took effect\n${other.id} {2}It failed again`)), expect.stringContaining('1 could not be replayed')]);
    expect(await kairos(['events', 'unconsumed', 'discard', 'assets', letter.id])).toMatchObject({ code: 0, out: expect.stringContaining('1 discarded') });
    expect((await kairos(['events', 'unconsumed', 'replay', 'assets'])).notes).toContain('Say which');
  });
});

it('erases what the trail tells of a former user once they are named', async () => {
  const user = {
    id: randomUUID(), membershipId: randomUUID(), email: 'olga@example.org', displayName: 'Olga Neri', active: false, roles: [], rowScope: { plants: [] }, roleOverride: false, externalIssuers: [],
    passwordChangeRequired: false, lastSignedInAt: now, emailVerified: true, lockedUntil: null, version: 3, createdAt: now, updatedAt: now,
  };
  cli.api.on(`GET ${identity}/users`, { items: [user], nextCursor: null });
  cli.api.takes(`POST ${identity}/audit-records/erasures`, 200, { actor: 4, content: 2 });
  const erase = ['audit', 'erase', 'olga@example.org', '--reason', 'asked for it'];
  expect((await kairos(erase)).code).toBe(1);
  expect(await kairos([...erase, '--confirm', 'Olga'])).toMatchObject({ code: 1, notes: expect.stringContaining('nothing is erased') });
  expect(await kairos([...erase, '--confirm', 'Olga Neri', '--content'])).toMatchObject({ code: 0, out: expect.stringContaining('of 4 records') });
  expect(cli.api.taken).toEqual([{ userId: user.id, content: true, reason: 'asked for it' }]);
});
