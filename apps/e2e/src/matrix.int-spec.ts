import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { endsTheSession, everyOperation, isOpenToMembers, parametersIn, type Operation } from './api-operations.ts';
import { Platform, type Member } from './platform.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { sampleOf } from './sample-body.ts';
import { makeRecords, sharedParameters, type Records } from './tenant-records.ts';

const operations = everyOperation();
const guarded = operations.filter(({ permission }) => permission);
/** Bodies that say more than a schema can, or less than it may. */
const bodies: Record<string, object> = {
  // Set for good, it would close every other route to who signs in later.
  'identity put /api/v1/identity/mfa-policy': { everyone: false, roleIds: [] },
  'workflows put /api/v1/workflows/plants/{plantId}/compliance/{complianceItem}': { state: 'done', reason: 'by hand', doneOn: '2026-01-31' },
  'workflows post /api/v1/workflows/workflows/{workflowId}/copy': { draft: true },
};
/** What its owner may not do either, and what they are told: nobody made such changes, and nobody decides on what they proposed or uploaded themselves. */
const refusedToOwner: Readonly<Record<string, number>> = {
  // Its template has one version; there is nothing to migrate to.
  'workflows get /api/v1/workflows/workflows/{workflowId}/migration-preview': 409,
  'assets post /api/v1/assets/plants/{plantId}/changes/revert': 404,
  'assets post /api/v1/assets/change-sets/{changeSetId}/approve': 403,
  'assets post /api/v1/assets/change-sets/{changeSetId}/reject': 403,
  'workflows post /api/v1/workflows/documents/{documentId}/versions/{documentVersionId}/decision': 403,
};
/** What a service alone asks for, in the name of a user: nobody by hand. */
const forServices = /\/batches\/undo(\/|$)/;
/** Identity may be asked who its users are and what is theirs alone, whatever their rows are; plants, what hangs on them and files that tell of them may not. */
const boundToPlants = ['webhookEndpointId', 'plantId', 'componentId', 'maintenanceId', 'deadlineId', 'importJobId', 'sourceFileId', 'uploadSessionId', 'documentUploadId', 'deliveryId', 'taskId', 'workflowId', 'documentId', 'legalHoldId', 'disposalListId', 'submissionPackId', 'changeSetId'];

let platform: Platform;
let owner: Member;
let stranger: Member;
let powerless: Member;
let rowless: Member;
let records: Records;

beforeAll(async () => {
  platform = await Platform.start();
  [owner, stranger] = [await platform.foundTenant('alfa'), await platform.foundTenant('beta')];
  [powerless, rowless] = [await platform.addMember(owner, []), await platform.addMember(owner, everyPermission(), { plants: [] })];
  for (const member of [owner, stranger, powerless, rowless]) await platform.knownEverywhere(member);
  records = await makeRecords(platform, owner);
}, 90_000);
afterAll(() => platform?.stop(), 30_000);

function everyPermission(): string[] {
  return [...new Set(guarded.flatMap(({ permission = '' }) => (isOpenToMembers(permission) ? [] : [permission])))];
}

/** What a query must hold, as samples of it. */
function demanded(operation: Operation): string[][] {
  return parametersIn(operation, 'query').flatMap(({ name, required, schema }) => (required ? [[name, encodeURIComponent(String(sampleOf(schema, operation.resolve)))]] : []));
}

function pathOf(operation: Operation, ids: Records): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${operation.name}: tenant-records.ts makes no record for {${name}}. Add one, so that the route is tested against another tenant.`);
    return id;
  });
  const query = demanded(operation).map((pair) => pair.join('='));
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

/** The operation as it should be called, by somebody or by nobody, on the records of some ids. */
function call(operation: Operation, token: string | undefined, ids: Records, method = operation.method): Promise<RawAnswer> {
  const { body, resolve } = operation;
  const sample = bodies[operation.name] ?? (body?.schema && sampleOf(body.schema, resolve));
  const content = body?.schema ? JSON.stringify(sample) : body ? 'code\nA\n' : undefined;
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(body ? { 'content-type': body.mediaType } : {}),
    ...(parametersIn(operation, 'header').some(({ name }) => name === 'If-Match') ? { 'if-match': '"1"' } : {}),
  };
  return rawRequest(platform.url(operation.program), { method, path: pathOf(operation, ids), headers, ...(content === undefined ? {} : { body: content }) });
}

/** A token of its own for what ends a session, so that the next route is asked with a live one, and for what asks for a recent proof. */
async function tokenFor(member: Member, operation: Operation): Promise<string> {
  return endsTheSession(operation) || operation.stepUp ? (await platform.signIn(member.email, member.password)).accessToken : member.accessToken;
}

const namesRecord = ({ path }: Operation) => [...path.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => !(name in sharedParameters));
const missing = (): Records => ({ ...Object.fromEntries(Object.keys(records).map((name) => [name, randomUUID()])), ...sharedParameters, version: '1', row: '1', name: 'no-such-recipe' });
const withoutRequestId = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
/** The records that an answer tells of, by their names. */
const told = ({ text }: RawAnswer, names: string[]) => names.filter((name) => name !== 'version' && name !== 'row' && !(name in sharedParameters) && text.includes(records[name] ?? ''));
const isList = ({ method, path, parameters }: Operation) => method === 'get' && !path.includes('{') && parameters.some(({ name }) => name === 'limit');

describe('every route', () => {
  it('is in the documents, and says who may call it', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(operations.filter(({ permission, publicBecause }) => !permission === !publicBecause).map(({ name }) => name)).toEqual([]);
  });

  it.each(operations.filter(({ publicBecause }) => publicBecause).map((operation) => [operation.name, operation] as const))('open to all answers nobody with a failure of its own: %s', async (_name, operation) => {
    expect((await call(operation, undefined, records)).status).toBeLessThan(500);
  });
});

describe.each(guarded.map((operation) => [operation.name, operation] as const))('%s', (_name, operation) => {
  it('is closed to nobody, to a made-up token and to HEAD without one', async () => {
    for (const answer of [await call(operation, undefined, records), await call(operation, 'a.b.c', records)]) {
      expect([answer.status, answer.headers['content-type'], answer.headers['www-authenticate']]).toEqual([401, expect.stringContaining('application/problem+json'), 'Bearer']);
    }
    if (operation.method === 'get') expect((await call(operation, undefined, records, 'head')).status).toBe(401);
  });

  it('asks for its permission', async () => {
    const { status } = await call(operation, await tokenFor(powerless, operation), records);
    if (isOpenToMembers(operation.permission)) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
    expect(status).toBeLessThan(500);
  });

  it('knows of another tenant nothing', async () => {
    const token = await tokenFor(stranger, operation);
    const theirs = await call(operation, token, records);
    if (namesRecord(operation)) {
      const none = await call(operation, token, missing());
      expect([theirs.status, none.status]).toEqual([404, 404]);
      expect(withoutRequestId(theirs.text)).toBe(withoutRequestId(none.text));
      expect(Object.keys(theirs.headers)).toEqual(Object.keys(none.headers));
    } else if (forServices.test(operation.path)) expect(theirs.text).toContain('only-by-service');
    else expect([401, 403]).not.toContain(theirs.status);
    expect(theirs.status).toBeLessThan(500);
    expect(told(theirs, Object.keys(records))).toEqual([]);
    expect(theirs.text).not.toContain(owner.tenantId);
  });
});

describe('a list', () => {
  it.each(operations.filter(isList).map((operation) => [operation.name, operation] as const))('filtered by an id of another tenant is empty: %s', async (_name, operation) => {
    const filters = parametersIn(operation, 'query').flatMap(({ name }) => {
      const id = name === 'resourceId' ? records['plantId'] : name === 'actorId' ? owner.userId : name === 'text' ? records['mark'] : records[name];
      const beside = demanded(operation).filter(([other]) => other !== name).map((pair) => pair.join('='));
      return id === undefined || name === 'name' || name === 'version' ? [] : [[`${name}=${id}`, ...beside].join('&')];
    });
    for (const filter of filters) {
      const answer = await rawRequest(platform.url(operation.program), { method: 'get', path: `${operation.path}?${filter}`, headers: { authorization: `Bearer ${stranger.accessToken}` } });
      expect([filter, answer.status, JSON.parse(answer.text)]).toEqual([filter, 200, { items: [], nextCursor: null }]);
    }
  });

  it.each(guarded.filter(({ method }) => method === 'get').map((operation) => [operation.name, operation] as const))('or item shows nobody a plant beyond their rows: %s', async (_name, operation) => {
    const answer = await call(operation, rowless.accessToken, records);
    const asked = parametersIn(operation, 'query').flatMap(({ name, required }) => (required ? [name] : []));
    const plantBound = boundToPlants.some((name) => operation.path.includes(`{${name}}`) || asked.includes(name));
    if (plantBound) expect(withoutRequestId(answer.text)).toBe(withoutRequestId((await call(operation, rowless.accessToken, missing())).text));
    expect(answer.status).toBe(plantBound ? 404 : 200);
    expect(told(answer, boundToPlants)).toEqual([]);
  });
});

describe('an id of another tenant in a body', () => {
  it('is unknown, as a made-up one is', async () => {
    const start = (sourceFileId: string | undefined) => stranger.at('intake').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name: 'wri-plants' }, mode: 'plan' }).expect(422);
    const assign = (roleId: string | undefined) =>
      stranger.at('identity').post('/api/v1/identity/users', { email: `${randomUUID()}@members.example`, displayName: 'X', password: 'eleven grey herons asleep', roleIds: [roleId] }).expect(422);
    for (const [theirs, none] of [[await start(records['sourceFileId']), await start(randomUUID())], [await assign(records['roleId']), await assign(randomUUID())]]) {
      expect(withoutRequestId(theirs?.text ?? '')).toBe(withoutRequestId(none?.text ?? '-'));
    }
  });
});

describe('the records, after all that', () => {
  it.each(guarded.filter(namesRecord).map((operation) => [operation.name, operation] as const))('are the owner’s to use: %s', async (_name, operation) => {
    const own = operation.method === 'delete' || operation.path.endsWith('/discard') ? await makeRecords(platform, owner) : records;
    const token = operation.path.includes('/me/') ? own['memberToken'] : owner.accessToken;
    const { status } = await call(operation, token, own);
    const refused = refusedToOwner[operation.name];
    if (refused) return expect(status).toBe(refused);
    expect([401, 403, 404]).not.toContain(status);
    expect(status).toBeLessThan(operation.method === 'get' ? 300 : 500);
  });
});
