import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Explanation, IssuedApiKey, RoleView } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { endsTheSession, everyOperation, type Operation } from './api-operations.ts';
import { bareRequest } from './bare-request.ts';
import { Platform, type Member } from './platform.ts';
import { runCommand } from './program.ts';
import { rawRequest } from './raw-request.ts';

/** What a route refuses by, before it looks at what it was sent. */
const refusing = /"code":"(permission-missing|only-in-person|own-proof-needed|step-up-required|tenant-suspended|tenant-expired|tenant-cancelled)"/;
const operations = everyOperation().filter((operation) => operation.permission && !endsTheSession(operation));

let platform: Platform;
let admin: Member;
let roles: RoleView[];

beforeAll(async () => {
  platform = await Platform.start();
  admin = await platform.foundTenant('explained');
  roles = ((await admin.at('identity').get('/api/v1/identity/roles?limit=200').expect(200)).body as { items: RoleView[] }).items;
}, 90_000);
afterAll(() => platform?.stop(), 30_000);

async function memberWith(role: string): Promise<Member> {
  const [email, password] = [`${randomUUID()}@members.example`, `otters of the river ${randomUUID()}`];
  const roleIds = roles.filter(({ origin, name }) => `${origin}/${name}` === role).map(({ id }) => id);
  await admin.at('identity').post('/api/v1/identity/users', { email, displayName: role, password, roleIds, rowScope: { plants: 'all' } }).expect(201);
  const member = await platform.signIn(email, password);
  await platform.knownEverywhere(member);
  return member;
}

async function answerOf(token: string, operation: Operation): Promise<string> {
  const { status, text } = await rawRequest(platform.url(operation.program), bareRequest(operation, token));
  const [, code] = refusing.exec(text) ?? [];
  return code ?? (status === 401 ? 'not signed in' : 'let in');
}

/** What the explanation says of the same route, in the words of its answer. */
async function explanationOf(token: string, { permission, stepUp, inPerson, ownProof, changes }: Operation): Promise<string> {
  const { body } = await new ApiClient(platform.url('identity'), token).post('/api/v1/identity/authz/explain', { permission, stepUp, inPerson, ownProof, changes }).expect(200);
  const { allowed, rule } = body as Explanation;
  return allowed ? 'let in' : rule === 'tenant-read-only' ? 'tenant-suspended' : rule;
}

/** Asks both about every route. @returns how many were refused by each rule */
async function compare(token: string): Promise<Record<string, number>> {
  const verdicts: [string, string][] = [];
  const answers: [string, string][] = [];
  for (let at = 0; at < operations.length; at += 8) {
    const some = operations.slice(at, at + 8);
    verdicts.push(...(await Promise.all(some.map(async (operation): Promise<[string, string]> => [operation.name, await explanationOf(token, operation)]))));
    answers.push(...(await Promise.all(some.map(async (operation): Promise<[string, string]> => [operation.name, await answerOf(token, operation)]))));
  }
  expect(answers).toEqual(verdicts);
  return answers.reduce<Record<string, number>>((counts, [, answer]) => ({ ...counts, [answer]: (counts[answer] ?? 0) + 1 }), {});
}

/** The same token, as if its bearer had proved who they are a while ago: their session says so too. */
async function provedLongAgo({ accessToken, sessionId }: Member): Promise<string> {
  await platform.database.admin.query(`update identity.session set authenticated_at = now() - interval '10 minutes' where id = $1`, [sessionId]);
  const [head = '', claims = ''] = accessToken.split('.');
  const facts = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { auth_time: number };
  const text = `${head}.${Buffer.from(JSON.stringify({ ...facts, auth_time: facts.auth_time - 600 })).toString('base64url')}`;
  return `${text}.${sign('sha256', Buffer.from(text), createPrivateKey(readFileSync(join(platform.folder, 'keys', 'test.pem')))).toString('base64url')}`;
}

it.each(['kronos/Admin', 'kronos/Asset Manager', 'kronic/admin', 'fleet/ADMIN', 'calco2/calco2.user.standard'])('of a %s is what every route of every service answers', async (role) => {
  const counts = await compare((await memberWith(role)).accessToken);
  expect(Object.keys(counts).sort()).toEqual(role === 'kronos/Admin' ? ['let in'] : ['let in', 'permission-missing']);
}, 120_000);

it('of an API key is what every route answers: less than its owner, and nothing that is done in person', async () => {
  const owner = await memberWith('kronos/Admin');
  const { body } = await owner.at('identity').post('/api/v1/identity/me/api-keys', { name: 'explained', scopes: ['assets.*', 'identity.*'] }).expect(201);
  const basic = Buffer.from(`gateway:${platform.serviceSecret}`).toString('base64');
  const exchanged = await new ApiClient(platform.url('identity')).post('/api/v1/identity/api-key-tokens', { secret: (body as IssuedApiKey).secret, address: '127.0.0.1' }).set('authorization', `Basic ${basic}`).expect(200);
  const { accessToken } = exchanged.body as { accessToken: string };
  for (const service of ['assets', 'workflows', 'intake']) {
    await eventually(async () => (await platform.database.admin.query(`select from ${service}.api_key_access where api_key_id = $1`, [(body as IssuedApiKey).apiKey.id])).rowCount, (count) => count === 1, 20_000);
  }
  const counts = await compare(accessToken);
  expect(Object.keys(counts).sort()).toEqual(['let in', 'only-in-person', 'permission-missing', 'step-up-required']);
}, 120_000);

it('of somebody whose proof is old names every route that asks for a recent one', async () => {
  const counts = await compare(await provedLongAgo(await memberWith('kronos/Admin')));
  expect(counts).toEqual({ 'let in': expect.any(Number), 'step-up-required': operations.filter(({ stepUp }) => stepUp).length });
}, 120_000);

it('of a tenant that is suspended is what every route answers: it is read, and not changed', async () => {
  const { accessToken } = await memberWith('kronos/Admin');
  const { tenantId } = admin;
  await runCommand('identity', { DATABASE_URL: platform.database.url('identity', 'app') }, 'tenant', JSON.stringify({ act: 'suspend', tenantId, reason: 'of a test' }));
  const changing = ['post /api/v1/assets/plants', 'post /api/v1/intake/recipes', 'post /api/v1/workflows/deadlines/{deadlineId}/complete', 'post /api/v1/identity/roles'];
  for (const name of changing) {
    const [operation] = operations.filter(({ method, path }) => `${method} ${path}` === name);
    if (!operation) throw new Error(`No route ${name}`);
    await eventually(() => answerOf(accessToken, operation), (answer) => answer === 'tenant-suspended', 20_000);
  }
  const counts = await compare(accessToken);
  expect(Object.keys(counts).sort()).toEqual(['let in', 'tenant-suspended']);
  expect(counts['tenant-suspended']).toBeGreaterThan(20);
}, 120_000);
