import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { allPermissions, type RoleView } from '@kairos/contracts';
import { everyOperation, isOpenToMembers, type Operation } from './api-operations.ts';
import { bareRequest } from './bare-request.ts';
import { Platform, type Member } from './platform.ts';
import { rawRequest } from './raw-request.ts';
import { roleTables, type RoleRights } from './role-tables.ts';

/** Which right of the tables a route asks for: the first that fits. Kairos has areas of its own; their line says whose right it takes. */
const rightOf: [RegExp, string][] = [
  // What the system could not do, with the content of events of any kind.
  [/^\w+ \S+\/dead-letters\b/, 'tenant:manage'],
  [/^get \S+\/usage$/, 'tenant:manage'],
  [/^get \S+\/identity\/users\/\{userId\}\/sessions$/, 'users write'],
  [/^get \S+\/identity\/(users|roles)\b/, 'users read'],
  [/^post \S+\/identity\/users\/match$/, 'users read'],
  [/^delete \S+\/identity\/users\/\{userId\}$/, 'users delete'],
  [/^\w+ \S+\/identity\/(users|invitations)\b/, 'users write'],
  [/^get \S+\/identity\/(tenant|mfa-policy)$/, 'tenant read'],
  [/^get \S+\/identity\/audit-records\/export$/, 'tenant:manage'],
  [/^post \S+\/identity\/audit-records\/erasures$/, 'tenant:manage'],
  [/^get \S+\/identity\/audit/, 'audit read'],
  [/^get \S+\/identity\/invitations/, 'users write'],
  [/^get \S+\/identity\/settings$/, 'settings read'],
  [/^patch \S+\/identity\/settings$/, 'settings write'],
  // What somebody does at a plant and writes down is work, not a change of the plant.
  [/^(post|patch|put) \S+\/assets\/plants\/\{plantId\}\/(maintenance|meters)\b/, 'workflows write'],
  // Proposing changes nothing yet.
  [/^post \S+\/assets\/change-sets(\/\{changeSetId\}\/withdraw)?$/, 'workflows write'],
  [/^post \S+\/assets\/change-sets\b/, 'plants write'],
  [/^get \S+\/assets\/(plants|plant-schema|maintenance|change-sets|custom-fields)\b/, 'plants read'],
  [/^\w+ \S+\/assets\/custom-fields\b/, 'plants write'],
  [/^post \S+\/assets\/plants\/match$/, 'plants read'],
  [/^delete \S+\/assets\/plants\b/, 'plants delete'],
  [/^\w+ \S+\/assets\/plants\b/, 'plants write'],
  // Files of what belongs to plants.
  [/^post \S+\/assets\/readings\/batches$/, 'workflows write'],
  [/^post \S+\/assets\/components\/batches$/, 'plants write'],
  [/^post \S+\/assets\/(components|readings)\/batches\/undo\b/, 'plants write'],
  [/^post \S+\/workflows\/tasks\/batches\/undo/, 'plants write'],
  [/^post \S+\/workflows\/tasks\/match$/, 'workflows read'],
  // What one keeps of how one looks at plants.
  [/^\w+ \S+\/assets\/saved-views\b/, 'plants read'],
  // An endpoint is told of everything its owner may see.
  [/^\S+ \S+\/intake\/webhook-endpoints(\/|$)/, 'tenant:manage'],
  // Whoever changes a connector says where the tenant's data goes, and with which secret.
  [/^(post|put) \S+\/intake\/connectors(\/[^/]+(\/(de)?activate|\/from-openapi)?)?$/, 'tenant:manage'],
  // Something of the tenant goes out.
  [/^\S+ \S+\/intake\/recipe-templates\/\{recipeTemplateId\}\/shares\b/, 'tenant:manage'],
  // Files and imports bring plants in: they are for whoever may write plants, to look at as well.
  [/^\w+ \S+\/intake\b/, 'plants write'],
  // One's own.
  [/^\w+ \S+\/workflows\/notifications\b/, 'workflows read'],
  [/^\w+ \S+\/workflows\/calendar-feeds\b/, 'workflows read'],
  [/^\w+ \S+\/workflows\/absences\b/, 'workflows read'],
  [/^delete \S+\/workflows\/workflows\b/, 'workflows delete'],
  // What keeps documents, and what makes an end of them, is decided for the tenant as a whole.
  [/^post \S+\/links\/\{documentLinkId\}\/correction$/, 'tenant:manage'],
  [/^\w+ \S+\/workflows\/(legal-holds|disposal-lists|document-tombstones|document-integrity)\b/, 'tenant:manage'],
  [/^put \S+\/workflows\/retention-schedules\b/, 'tenant:manage'],
  [/^\w+ \S+\/workflows\/document-uploads\b/, 'documents write'],
  [/^get \S+\/workflows\/(document|retention-schedules)/, 'documents read'],
  [/^get \S+\/(requirements|missing-documents)$/, 'documents read'],
  [/^\w+ \S+\/workflows\/(workflows\/\{workflowId\}\/)?submission-packs?\b/, 'documents read'],
  // Reads no more than a download does.
  [/^post \S+\/workflows\/documents\/\S+\/verify$/, 'documents read'],
  [/^delete \S+\/workflows\/documents\/\{documentId\}$/, 'documents delete'],
  [/^\w+ \S+\/workflows\/document/, 'documents write'],
  [/^get \S+\/workflows\b/, 'workflows read'],
  [/^\w+ \S+\/workflows\b/, 'workflows write'],
  // Roles, keys, rules of sign-in, settings: what remains is the tenant's own administration.
  [/^\w+ \S+\/identity\//, 'tenant:manage'],
  [/^get \/healthz\/details$/, 'tenant:manage'],
];

/** The names that roles hold for rights whose service is still to come. */
const nameToCome: [RegExp, (match: RegExpExecArray) => string][] = [
  [/^ai:use$/, () => 'assistant.answer.use'],
  [/^rpa:use$/, () => 'robots.filing.use'],
  [/^reports:generate$/, () => 'reports.report.generate'],
  [/^users export$/, () => 'identity.user.export'],
  [/^cronjobs\.(\w+)$/, ([, right]) => `cronjobs.cronjob.${right}`],
  [/^dashboards read$/, () => 'fleet.dashboard.read'],
  [/^(node|pool|configuration|schedule)s (read|write)$/, ([, area, right]) => `fleet.${area}.${right === 'read' ? 'read' : 'manage'}`],
  [/^carbon (\S+) ([VEXS])$/, ([, area = '', letter = '']) => `carbon.${area.replaceAll('_', '-')}.${{ V: 'view', E: 'edit', X: 'export', S: 'synchronise' }[letter] ?? letter}`],
];

const guarded = everyOperation().filter(({ permission }) => permission && !isOpenToMembers(permission));
const open = everyOperation().filter(({ permission, method }) => method === 'get' && isOpenToMembers(permission));
const members = new Map<string, Member>();
let platform: Platform;
let served: RoleView[];

beforeAll(async () => {
  platform = await Platform.start();
  const admin = await platform.foundTenant('matrix');
  served = ((await admin.at('identity').get('/api/v1/identity/roles?limit=200').expect(200)).body as { items: RoleView[] }).items;
  for (const { role } of roleTables) members.set(role, await signedInAs(admin, role));
  for (const member of members.values()) await platform.knownEverywhere(member);
}, 180_000);
afterAll(() => platform?.stop(), 30_000);

const servedAs = (role: string): RoleView => {
  const found = served.find(({ origin, name }) => `${origin}/${name}` === role);
  if (!found) throw new Error(`Nobody serves the role ${role}.`);
  return found;
};

async function signedInAs(admin: Member, role: string): Promise<Member> {
  const [email, password] = [`${randomBytes(4).toString('hex')}@members.example`, `otters of the river ${randomUUID()}`];
  const body = { email, displayName: role, password, roleIds: [servedAs(role).id], rowScope: { plants: 'all' } };
  await admin.at('identity').post('/api/v1/identity/users', body).expect(201);
  return platform.signIn(email, password);
}

/** How a route answers somebody, before it looks at what it was sent. */
async function answerTo(member: Member, operation: Operation): Promise<'refused' | 'let in' | 'not signed in'> {
  const { status, text } = await rawRequest(platform.url(operation.program), bareRequest(operation, member.accessToken));
  if (status === 401 && !text.includes('step-up-required')) return 'not signed in';
  return status === 403 && text.includes('permission-missing') ? 'refused' : 'let in';
}

async function answersTo(member: Member, operations: Operation[]): Promise<[string, string][]> {
  const answers: [string, string][] = [];
  for (let at = 0; at < operations.length; at += 8) {
    answers.push(...(await Promise.all(operations.slice(at, at + 8).map(async (operation): Promise<[string, string]> => [operation.name, await answerTo(member, operation)]))));
  }
  return answers;
}

const rightFor = ({ method, path }: Operation) => rightOf.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
const expected = ({ rights }: RoleRights, operation: Operation) => (rights.has(rightFor(operation) ?? 'unknown') ? 'let in' : 'refused');

describe('the tables', () => {
  it('have a line for every route and for every role that a tenant starts with', () => {
    expect(guarded.filter((operation) => rightFor(operation) === undefined).map(({ name }) => name)).toEqual([]);
    expect(served.filter(({ builtIn }) => builtIn).map(({ origin, name }) => `${origin}/${name}`).sort()).toEqual(roleTables.map(({ role }) => role).sort());
    expect(guarded.length).toBeGreaterThan(40);
  });

  it('are of a catalogue in which some route asks for every permission', () => {
    const asked = new Set(guarded.map(({ permission }) => permission));
    expect(allPermissions.filter((permission) => !asked.has(permission))).toEqual([]);
  });
});

describe.each(roleTables.map((table) => [table.role, table] as const))('%s', (role, table) => {
  it('is let in and refused by every route as its table says', async () => {
    const member = members.get(role) as Member;
    expect(await answersTo(member, guarded)).toEqual(guarded.map((operation) => [operation.name, expected(table, operation)]));
    expect(await answersTo(member, open)).toEqual(open.map(({ name }) => [name, 'let in']));
  }, 60_000);

  it('holds by name what its table says of services to come, and nothing more', () => {
    const { permissions } = servedAs(role);
    const names = [...table.rights].flatMap((right) => nameToCome.flatMap(([pattern, name]) => {
      const match = pattern.exec(right);
      return match ? [name(match)] : [];
    }));
    if (permissions.grants.includes('*')) return;
    expect(permissions.grants.filter((grant) => !servedAs(role).effectivePermissions.includes(grant)).sort()).toEqual(names.sort());
    expect(permissions.areas['reach']).toBe(table.reach);
  });
});
