import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, type ImportJobView, type IssuedApiKey } from '@kairos/contracts';
import { ApiClient, eventually, rolePasswords } from '@kairos/testing';
import { Platform, programNames, type Member } from './platform.ts';
import { recipeOf, registerPlant, upload } from './tenant-records.ts';
import { tablesOf } from './tables.ts';

const guessed = 'a wrong guess at dawn 4711';
const chosen = 'nine silver trout upstream';
const given = 'five patient owls at noon';
let platform: Platform;
/** What must stand nowhere, by what it is. */
const secrets: Record<string, string> = { 'a wrong password': guessed, 'the new password': chosen, 'the password of a new user': given };
const answers: string[] = [];

beforeAll(async () => {
  platform = await Platform.startApart({ LOG_LEVEL: 'trace' });
  secrets['the secret of intake'] = platform.serviceSecret;
  secrets['the signing key'] = readFileSync(join(platform.folder, 'keys', 'test.pem'), 'utf8').split('\n')[5] ?? '';
  for (const service of serviceNames) for (const [role, password] of Object.entries(rolePasswords(service))) secrets[`the database password of ${service}_${role}`] = password;
  for (const program of programNames) secrets[`the broker password of ${program}`] = platform.nats.user(program).password;
  await live();
}, 120_000);
afterAll(() => platform?.stop(), 30_000);

function keep(name: string, member: Member): Member {
  secrets[`the password of ${name}`] = member.password;
  secrets[`the access token of ${name}`] = member.accessToken;
  secrets[`the refresh token of ${name}`] = /kairos_refresh=([^;]+)/.exec(member.cookies.join())?.[1] ?? '';
  return member;
}

/** A day of the platform in which secrets go where they belong, and where people put them by mistake. */
async function live(): Promise<void> {
  const gateway = platform.url('gateway');
  const anyone = new ApiClient(gateway);
  const founder = await platform.foundTenant('alfa');
  await platform.knownEverywhere(founder);
  const refused = async (answer: Promise<{ text: string }>) => void answers.push((await answer).text);
  await refused(anyone.post('/api/v1/identity/sessions', { email: founder.email, password: guessed }));
  await refused(anyone.post('/api/v1/identity/sessions', { email: guessed, password: founder.password, token: founder.accessToken }));
  await refused(founder.at('gateway').post('/api/v1/identity/me/password', { currentPassword: guessed, newPassword: chosen }));
  await refused(founder.at('gateway').post('/api/v1/identity/me/password', { currentPassword: founder.password, newPassword: `${chosen}\u0000` }));
  await founder.at('gateway').post('/api/v1/identity/me/password', { currentPassword: founder.password, newPassword: chosen }).expect(204);
  const admin = keep('the administrator', await platform.signIn(founder.email, chosen));
  keep('the founder', founder);
  const member = keep('a member', await platform.addMember(admin, ['assets.plant.read']));
  const role = (await admin.at('gateway').get('/api/v1/identity/roles?limit=1')).body as { items: { id: string }[] };
  const user = { email: 'owl@members.example', displayName: 'Owl', password: given, roleIds: [role.items[0]?.id], rowScope: { plants: [] } };
  await admin.at('gateway').post('/api/v1/identity/users', user).set('idempotency-key', 'the-owl').expect(201);
  // Only a digest that holds no password takes another one for the same request.
  await admin.at('gateway').post('/api/v1/identity/users', { ...user, password: guessed }).set('idempotency-key', 'the-owl').expect(201).expect('idempotency-replayed', 'true');
  await refused(admin.at('gateway').post('/api/v1/identity/users', user).expect(409));
  for (const path of [`/api/v1/assets/plants?token=${admin.accessToken}`, `/api/v1/nowhere/${encodeURIComponent(chosen)}?token=${admin.accessToken}`, `/api/v1/identity/access?token=${admin.accessToken}`]) await refused(admin.at('gateway').get(path));
  await refused(anyone.get('/api/v1/assets/plants').set('authorization', `Token ${admin.accessToken}`));
  await refused(anyone.post('/api/v1/identity/sessions/refresh').set({ cookie: admin.cookies.join('; '), 'x-kairos-csrf': '0' }));
  await anyone.post('/api/v1/identity/sessions/refresh').set({ cookie: admin.cookies[0]?.split(';')[0] ?? '', 'x-kairos-csrf': '1' }).expect(200);
  await refused(new ApiClient(platform.url('identity')).post('/api/v1/identity/service-tokens', { membershipId: admin.membershipId }).set('authorization', `Basic ${Buffer.from(`assets:${platform.serviceSecret}`).toString('base64')}`).expect(401));
  await registerPlant(admin, 'SECRETS-1');
  await admin.at('intake').post('/api/v1/intake/recipes', recipeOf('secrets')).expect(201);
  const sourceFileId = await upload(admin, 'code,name,type,power\nS-1,Impianto,Wind,1\nS-2,X,Coal,-1\n');
  const job = (await admin.at('gateway').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name: 'secrets' }, mode: 'apply' }).expect(202)).body as ImportJobView;
  await eventually(async () => (await admin.at('gateway').get(`/api/v1/intake/import-jobs/${job.id}`)).body as ImportJobView, ({ status }) => status === 'completed');
  await useApiKeys(admin, refused);
  await member.at('gateway').delete('/api/v1/identity/sessions/current').expect(204);
  await eventually(backlog, (left) => left === 0);
  // What the database refuses is told to the log: the statement, never what it was given.
  await platform.database.admin.query(`revoke execute on all functions in schema identity from identity_app`);
  await refused(admin.at('gateway').post('/api/v1/identity/users', { ...user, email: 'wren@members.example' }).expect(500));
  await refused(anyone.post('/api/v1/identity/sessions/refresh').set({ cookie: admin.cookies[0]?.split(';')[0] ?? '', 'x-kairos-csrf': '1' }).expect(500));
}

/** A key from its making to its end, presented where it belongs, where it does not, and when it counts no more. */
async function useApiKeys(owner: Member, refused: (answer: Promise<{ text: string }>) => Promise<void>): Promise<void> {
  const [keys, plants] = ['/api/v1/identity/me/api-keys', '/api/v1/assets/plants'];
  const keep = ({ body }: { body: unknown }, name: string): IssuedApiKey => {
    secrets[name] = (body as IssuedApiKey).secret;
    return body as IssuedApiKey;
  };
  const first = keep(await owner.at('gateway').post(keys, { name: 'of a program', scopes: ['assets.plant.read'] }).expect(201), 'an API key');
  const withKey = (secret: string) => new ApiClient(platform.url('gateway'), secret).get(plants);
  await withKey(first.secret).expect(200);
  await new ApiClient(platform.url('gateway')).get(plants).set('x-api-key', first.secret).expect(200);
  const anyone = new ApiClient(platform.url('gateway'));
  await refused(anyone.get(`${plants}?key=${first.secret}`).expect(400));
  await refused(withKey(`${first.secret.slice(0, -1)}${first.secret.endsWith('0') ? '1' : '0'}`).expect(401));
  await refused(new ApiClient(platform.url('assets'), first.secret).get(plants).expect(401));
  await refused(anyone.post('/api/v1/identity/sessions', { email: owner.email, password: first.secret }).expect(401));
  const second = keep(await owner.at('gateway').post(`${keys}/${first.apiKey.id}/rotate`, { graceHours: 0 }).set('if-match', `"${first.apiKey.version}"`).expect(200), 'the second secret of an API key');
  await withKey(second.secret).expect(200);
  await owner.at('gateway').post(`${keys}/${first.apiKey.id}/revoke`, {}).set('if-match', `"${second.apiKey.version}"`).expect(200);
  for (const { secret } of [first, second]) await refused(eventually(() => withKey(secret), ({ status }) => status === 401, 40_000));
}

async function backlog(): Promise<number> {
  const counts = await Promise.all(serviceNames.map((service) => platform.database.admin.query(`select from ${service}.outbox_message where published_at is null`)));
  return counts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** Names of the secrets that a text holds, as they are or in base64. */
function secretsIn(text: string): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    if (secret.length < 8) throw new Error(`${name} is not known to this test.`);
    const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')];
    return spellings.some((spelling) => text.includes(spelling)) ? [name] : [];
  });
}

/** Every row of every table, as text, by table; without the one column that may hold a password hash. */
async function storedRows(): Promise<[string, string][]> {
  const tables = await tablesOf(platform.database.admin, serviceNames);
  return Promise.all(tables.map(async ({ schema, name }): Promise<[string, string]> => {
    const { rows } = await platform.database.admin.query<{ row: string }>(`select (to_jsonb(t) - 'password_hash')::text as row from ${schema}.${JSON.stringify(name)} t`);
    return [`${schema}.${name}`, rows.map(({ row }) => row).join('\n')];
  }));
}

describe('no secret', () => {
  it.each(programNames.map((name) => [name]))('is printed by %s at its most talkative', (name) => {
    const printed = platform.programs.get(name)?.printed ?? '';
    expect(printed.length).toBeGreaterThan(100);
    expect(secretsIn(printed)).toEqual([]);
    if (name === 'identity') expect(printed).toContain('Request failed');
    expect(printed).not.toMatch(/\$argon2|eyJ[\w-]{10,}\.eyJ|BEGIN (RSA )?PRIVATE|postgres(ql)?:\/\/\w+:\w/);
  });

  it('is stored in any table, but for digests where they belong', async () => {
    const stored = await storedRows();
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.filter(([, rows]) => secretsIn(rows).length > 0 || rows.includes('$argon2') || /eyJ[\w-]{10,}\.eyJ/.test(rows)).map(([table, rows]) => [table, secretsIn(rows)])).toEqual([]);
  });

  it('can be guessed from a plain digest of what held it', async () => {
    // Random secrets of 256 bits are not guessed: what is looked up by them holds a plain digest.
    const ofRandomSecrets = ['identity.refresh_token', 'identity.api_key_secret'];
    const rows = (await storedRows()).filter(([table]) => !ofRandomSecrets.includes(table)).map(([, text]) => text).join('\n');
    for (const secret of Object.values(secrets)) expect(rows).not.toContain(createHash('sha256').update(secret).digest('hex'));
  });

  it('is published', async () => {
    for (const service of serviceNames) {
      const events = JSON.stringify(await platform.nats.messagesIn(service.toUpperCase()));
      expect(events.length).toBeGreaterThan(1000);
      expect([service, secretsIn(events), events.includes('$argon2'), /eyJ[\w-]{10,}\.eyJ/.test(events)]).toEqual([service, [], false, false]);
    }
  });

  it('comes back in the body of an error', () => {
    expect(answers).toHaveLength(19);
    expect(answers.flatMap(secretsIn)).toEqual([]);
  });
});
