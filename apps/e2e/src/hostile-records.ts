import { randomBytes, randomUUID } from 'node:crypto';
import type { Problem } from '@kairos/contracts';
import { everyOperation, parametersIn, type Operation } from './api-operations.ts';
import { hostile, hostileOf, hostileTexts, type Hostility, type Treatment } from './hostile-text.ts';
import type { Member, Platform } from './platform.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { sampleOf } from './sample-body.ts';
import { recipeOf, type Records } from './tenant-records.ts';

/** Whoever does these is signed out, somebody else, or nobody any more; the others hold secrets and proofs, no text that is shown. */
const leftOut = /sessions|password|mfa|passkeys|sign-out|api-key-tokens|service-tokens|email-verifications|opened-invitations|back-channel|oidc|erasures|batches|\/match$|me\/email/;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** What has to be meant for a body to be taken, by the name of the property; undefined is left out. */
function given(admin: Member, records: Records, { path }: Operation): Record<string, unknown> {
  const recipe = { ...recipeOf(`hostile-${randomBytes(4).toString('hex')}`), title: hostile(200, 3), description: hostile(2000, 4) };
  const of: [RegExp, Record<string, unknown>][] = [
    [/recipe-templates$/, { recipe: undefined, document: recipe, visibility: 'tenant' }], [/recipe-templates\/\{/, { visibility: 'tenant', recipe: undefined }], [/intake\/recipes$/, recipe], [/recipes\/preview/, { draft: recipe, recipe: undefined }],
    [/plants\/\{plantId\}\/status/, { status: 'Under Construction' }], [/maintenanceId\}\/status/, { status: 'In Progress' }], [/tasks\/\{taskId\}\/status/, { status: 'In Progress' }], [/workflowId\}\/status/, { status: 'Active' }], [/\/parent$/, { parentId: null }], [/\/assign$/, { assignee: null }], [/workflows\/(workflows|compose)$|copy$/, { draft: false }],
    [/import-jobs$/, { recipe: { name: records['name'] }, target: undefined, mapping: undefined }], [/submission-pack$/, { missing: 'mark' }], [/document-templates/, { unresolved: 'blank' }], [/connectors/, { endpoints: [], kind: 'rest', secret: 'a secret of a test' }],
    [/legal-holds|disposal/, { documentIds: undefined }], [/settings$/, { approvals: undefined }],
  ];
  return Object.assign({
    email: `${randomUUID()}@hostile.example`, scopes: ['assets.plant.read'], roleIds: [records['roleId']], defaultRoleIds: [records['roleId']], facts: { notes: hostile(2000, 5) }, templateId: 'standard-design',
    expiresAt: inDays(30), fromOn: '2090-03-01', toOn: '2090-03-02', baseUrl: 'https://api.example.com', url: 'https://hooks.example.com/kairos', mentions: [admin.userId], assignee: undefined, timeZone: 'Europe/Rome', parentId: undefined, password: 'herons of a hostile river',
  }, ...of.filter(([pattern]) => pattern.test(path)).map(([, values]) => values)) as Record<string, unknown>;
}

export type Attempt = { name: string; status: number; hostile: number; refusal?: string };

/** Operations that take a text: what makes something first, what changes it next, and what happens to it last. */
export function operationsWithTexts(): Operation[] {
  const every = everyOperation();
  const makes = ({ path }: Operation) => every.some((other) => other.path.startsWith(`${path}/{`));
  const stage = (operation: Operation) => (operation.method !== 'post' ? 1 : makes(operation) ? 0 : 2);
  return every
    .filter(({ name, method, body }) => method !== 'get' && body?.mediaType === 'application/json' && !leftOut.test(name))
    .sort((a, b) => stage(a) - stage(b));
}

/** What the API takes of a hostile body: whatever it refuses by name is sent as it should be, then not at all. */
export async function attempt(platform: Platform, admin: Member, operation: Operation, records: Records): Promise<Attempt> {
  const treated = new Map<string, Treatment>();
  const hostility: Hostility = { operation, records, given: given(admin, records, operation), treated };
  let version = 1;
  let last: { body: unknown; answer: RawAnswer } | undefined;
  for (let tries = 0; tries < 40; tries += 1) {
    const body = hostileOf(operation.body?.schema ?? {}, hostility);
    const answer = await sendTo(platform, admin, operation, records, { body, version });
    last = { body, answer };
    if (answer.status < 400 || answer.status >= 500) break;
    const now = /at version (\d+) now/.exec(answer.text)?.[1];
    if (answer.status === 412 && now !== undefined) version = Number(now);
    else if (!treat(treated, JSON.parse(answer.text) as Problem)) break;
  }
  const { body, answer } = last ?? { body: {}, answer: { status: 599, text: '', headers: {} } };
  if (answer.status < 300) remember(operation, records, answer.text);
  return { name: operation.name, status: answer.status, hostile: hostileTexts(body), ...(answer.status < 300 ? {} : { refusal: answer.text.slice(0, 600) }) };
}

function treat(treated: Map<string, Treatment>, { errors = [] }: Problem): boolean {
  let found = false;
  for (const { pointer } of errors) {
    const before = treated.get(pointer);
    if (before === 'omit') continue;
    treated.set(pointer, before === 'sample' ? 'omit' : 'sample');
    found = true;
  }
  return found;
}

function sendTo(platform: Platform, admin: Member, operation: Operation, records: Records, { body, version }: { body: unknown; version: number }): Promise<RawAnswer> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => records[name] ?? '');
  const query = parametersIn(operation, 'query').flatMap(({ name, required, schema }) => (required ? [`${name}=${encodeURIComponent(String(sampleOf(schema, operation.resolve)))}`] : [])).join('&');
  const headers = { authorization: `Bearer ${admin.accessToken}`, 'content-type': 'application/json', 'if-match': `"${version}"` };
  return rawRequest(platform.url(operation.program), { method: operation.method, path: query ? `${path}?${query}` : path, headers, body: JSON.stringify(body) });
}

/** What was made takes the place of the record that was there before. */
function remember({ method, path }: Operation, records: Records, text: string): void {
  if (method !== 'post' || text === '' || path.endsWith('}')) return;
  const parameter = everyOperation().map((other) => new RegExp(`^${path.replaceAll(/[{}]/g, '\\$&')}/\\{(\\w+)\\}`).exec(other.path)?.[1]).find((name) => name !== undefined);
  const made = JSON.parse(text) as Record<string, unknown>;
  const id = parameter === undefined ? undefined : (made[parameter] ?? made['id'] ?? (made['endpoint'] as { id?: string } | undefined)?.id ?? (made['apiKey'] as { id?: string } | undefined)?.id ?? made['name']);
  if (parameter !== undefined && typeof id === 'string') records[parameter] = id;
}
