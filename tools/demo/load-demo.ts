import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadlinePage, PlantView } from '@kairos/contracts';
import pg from 'pg';
import type { Stack } from '../stack/environments.ts';
import { equipmentOf } from './demo-equipment.ts';
import { lifeOf } from './demo-life.ts';
import { demoPlants } from './demo-plants.ts';
import type { DemoPlant } from './demo-plants.ts';

type Answer = { status: number; body: unknown };
type Call = (method: string, path: string, body?: object, version?: number) => Promise<Answer>;

/** The services that are asked themselves: at the gateway the demonstration would use up what its administrator may ask in a minute. */
type DemoUrls = Record<'identity' | 'assets' | 'workflows', string>;

/** The administrator of the first tenant, for whom the demonstration data is entered. */
async function firstMembership(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('select id from identity.membership where tenant_id = identity.first_tenant() order by created_at, id limit 1');
    if (!rows[0]) throw new Error('there is no tenant to fill');
    return rows[0].id;
  } finally {
    await client.end();
  }
}

async function tokenFor(stack: Stack, identityUrl: string): Promise<string> {
  const basic = Buffer.from(`intake:${stack.secret('service:intake')}`).toString('base64');
  const answer = await fetch(`${identityUrl}/api/v1/identity/service-tokens`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
    body: JSON.stringify({ membershipId: await firstMembership(stack.databaseUrl) }),
  });
  if (!answer.ok) throw new Error(`no token for the demonstration: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

function caller(urls: DemoUrls, token: string): Call {
  return async (method, path, body, version) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    const answer = await fetch(`${urls[path.startsWith('workflows/') ? 'workflows' : 'assets']}/api/v1/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
}

/** A 2xx answer, or the problem it names; rights and plants that are still on their way to a service are waited for. */
async function demand(call: Call, ...args: Parameters<Call>): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await call(...args);
    if (answer.status < 300) return answer;
    const temporary = [401, 403, 404, 409, 429, 503].includes(answer.status);
    if (!temporary || attempt >= 40) throw new Error(`${args[0]} ${args[1]}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await sleep(250);
  }
}

/** Registers one plant and lives through its history. @returns its id */
async function enter(call: Call, { body, history, repoweredToKw }: DemoPlant): Promise<string> {
  const { plantId } = (await demand(call, 'POST', 'assets/plants', body)).body as { plantId: string };
  const path = `assets/plants/${plantId}`;
  let { version } = (await demand(call, 'GET', path)).body as PlantView;
  for (const status of history) {
    ({ version } = (await demand(call, 'POST', `${path}/status`, { status, reason: 'Demonstration' }, version)).body as PlantView);
  }
  if (repoweredToKw) await demand(call, 'PATCH', path, { capacityKw: repoweredToKw, notes: `Repowered from ${body.capacityKw} kW` }, version);
  return plantId;
}

/** Enters what authorities hold of a plant, what was measured there, and what was found in its papers once workflows knows of it. */
async function enterLife(call: Call, plantId: string, { months, records, found }: ReturnType<typeof lifeOf>): Promise<void> {
  for (const { authority, facts } of records) await demand(call, 'PATCH', `assets/plants/${plantId}/authority-records/${authority}`, facts, 0);
  for (const { month, body } of months) await demand(call, 'PUT', `assets/plants/${plantId}/performance/${month}`, body, 0);
  for (const { item, body } of found) await demand(call, 'PUT', `workflows/plants/${plantId}/compliance/${item}`, body, 0);
}

/** Enters what stands in a plant, what is done there and what its meter counted. */
async function enterEquipment(call: Call, plantId: string, { components, maintenance, readings }: ReturnType<typeof equipmentOf>): Promise<void> {
  const path = `assets/plants/${plantId}`;
  const ids = new Map<string, string>();
  for (const { within, body } of components) {
    const parentId = within === undefined ? null : ids.get(within);
    ids.set(body.code, ((await demand(call, 'POST', `${path}/components`, { ...body, parentId })).body as { componentId: string }).componentId);
  }
  for (const body of maintenance) await demand(call, 'POST', `${path}/maintenance`, body);
  if (readings) await demand(call, 'POST', `${path}/meters/${ids.get('M1') ?? ''}/readings`, readings);
}

/** Waits for the deadlines that the plants bring about, and completes some, so that the calendar has a past. */
async function completeSome(call: Call): Promise<number> {
  const count = async (): Promise<DeadlinePage> => (await demand(call, 'GET', 'workflows/deadlines?status=open&limit=100')).body as DeadlinePage;
  let [before, page] = [-1, await count()];
  for (let attempt = 0; attempt < 40 && (page.items.length === 0 || page.items.length !== before); attempt += 1) {
    before = page.items.length;
    await sleep(250);
    page = await count();
  }
  const dated = page.items.filter((deadline) => deadline.dueOn !== null).slice(0, 6);
  const today = new Date().toISOString().slice(0, 10);
  for (const { id, version } of dated) {
    await demand(call, 'POST', `workflows/deadlines/${id}/complete`, { completedOn: today, note: 'Demonstration receipt' }, version);
  }
  return dated.length;
}

/** Fills the first tenant with the demonstration portfolio, once; says what it did. */
export async function loadDemo(stack: Stack, urls: DemoUrls): Promise<string> {
  const call = caller(urls, await tokenFor(stack, urls.identity));
  const known = (await demand(call, 'GET', 'assets/plants?limit=100')).body as { items: PlantView[] };
  const codes = new Set(known.items.map((plant) => plant.code));
  const today = new Date().toISOString().slice(0, 10);
  const missing = demoPlants().map((plant, at) => ({ plant, life: lifeOf(plant, at, today), equipment: equipmentOf(plant, at, today) })).filter(({ plant }) => !codes.has(plant.body.code));
  const entered: (typeof missing[number] & { plantId: string })[] = [];
  for (const one of missing) entered.push({ ...one, plantId: await enter(call, one.plant) });
  await Promise.all(entered.map(async ({ plantId, life, equipment }) => {
    await enterLife(call, plantId, life);
    await enterEquipment(call, plantId, equipment);
  }));
  const completed = missing.length > 0 ? await completeSome(call) : 0;
  const months = missing.reduce((sum, { life }) => sum + life.months.length, 0);
  return `${missing.length} plants, ${months} months of production, ${completed} deadlines completed`;
}
