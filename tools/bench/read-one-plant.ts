/** T4, T5, T6, T19: one plant by id, at the service, through the gateway, and with row-level security off. */
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import type { Figure, Pair } from './figures.ts';
import { programFile, runProgram, startProgram } from './programs.ts';
import type { BareHttpInput } from './programs/bare-http.ts';
import type { Load, LoadInput } from './programs/load.ts';
import type { Caller } from './issuer.ts';
import { isBuilt } from './stack.ts';
import type { BenchStack } from './stack.ts';
import { freePort } from '../stack/ports.ts';

const poolSize = 10;
const pool = { DATABASE_POOL_SIZE: String(poolSize) };
const connections = 64;
const columns = `id, code, name, type, status, capacity_w, location, address, municipality, province, region, latitude_deg, longitude_deg,
  commissioned_on::text, commissioning_year, owner_name, technology, pod_code, tags, notes, version, created_at, updated_at`;

export const unlimited = { RATE_LIMIT_PER_USER: '100000000', RATE_LIMIT_PER_TENANT: '100000000', RATE_LIMIT_PER_ADDRESS: '100000000' };

type Addresses = { bare: string; service: string; path: string; token: string; caller: Caller };

export const load = ({ scale }: Bench, input: Omit<LoadInput, 'connections' | 'seconds'>): Promise<Load> =>
  runProgram<Load>('load', { ...input, connections, seconds: Math.max(1, Math.round(3 * scale)) } satisfies LoadInput);

export const of = (pairs: Pair<Load>[], pick: (load: Load) => number): Pair<number>[] => pairs.map(({ limit, product }) => ({ limit: pick(limit), product: pick(product) }));

export async function withService<T>({ stack, portfolio }: Bench, work: (addresses: Addresses) => Promise<T>): Promise<T> {
  const { tenantId, plantId } = await portfolio();
  const { token, ...caller } = await stack.caller('assets', tenantId);
  const service = await stack.service('assets', pool);
  const bare = await startBare(stack);
  const path = `/api/v1/assets/plants/${plantId}`;
  try {
    return await work({ bare: `${bare.url}/${plantId}`, service: `${stack.urlOf('assets')}${path}`, path, token, caller });
  } finally {
    await bare.stop();
    await service.stop();
  }
}

async function startBare(stack: BenchStack): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const input: BareHttpInput = { databaseUrl: stack.stack.databaseUrl, poolSize, port, text: `select ${columns} from assets.plant where id = $1` };
  const bare = await startProgram(programFile('bare-http'), { input, readyUrl: `${url}/` });
  stack.closers.add(() => bare.stop());
  return { url, stop: () => bare.stop() };
}

export const readAtService: Benchmark = {
  ids: ['T4', 'T6'],
  run: (bench) =>
    withService(bench, async ({ bare, service, token }) => {
      const pairs = await alternate(bench.rounds, () => load(bench, { url: bare }), () => load(bench, { url: service, token }));
      return [figureOf('T4', of(pairs, ({ perSecond }) => perSecond)), figureOf('T6', of(pairs, ({ p99Ms }) => p99Ms))];
    }),
};

export const readThroughGateway: Benchmark = {
  ids: ['T5'],
  run: async (bench): Promise<Figure[]> => {
    if (!isBuilt('gateway')) throw new Error('the gateway is not built');
    return withService(bench, async ({ bare, path, token }) => {
      const gateway = await bench.stack.service('gateway', unlimited);
      const url = `${bench.stack.urlOf('gateway')}${path}`;
      const pairs = await alternate(bench.rounds, () => load(bench, { url: bare }), () => load(bench, { url, token }));
      await gateway.stop();
      return [figureOf('T5', of(pairs, ({ perSecond }) => perSecond))];
    });
  },
};

async function setPolicies({ stack }: Bench, state: 'enable' | 'disable'): Promise<void> {
  const { rows } = await stack.admin.query<{ statement: string }>(
    `select format('alter table %s ${state} row level security', oid::regclass) as statement from pg_class
     where relnamespace = 'assets'::regnamespace and relforcerowsecurity`,
  );
  for (const { statement } of rows) await stack.admin.query(statement);
}

export const policiesOnAgainstOff: Benchmark = {
  ids: ['T19'],
  run: (bench) =>
    withService(bench, async ({ service, token }) => {
      const measure = async (state: 'enable' | 'disable'): Promise<Load> => {
        await setPolicies(bench, state);
        return load(bench, { url: service, token });
      };
      try {
        const pairs = await alternate(bench.rounds, () => measure('disable'), () => measure('enable'));
        return [figureOf('T19', of(pairs, ({ perSecond }) => perSecond))];
      } finally {
        await setPolicies(bench, 'enable');
      }
    }),
};
