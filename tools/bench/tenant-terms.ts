/** What the terms of a tenant cost: a read with them known, and a write with what the database itself checks of them. */
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import { load, of, withService } from './read-one-plant.ts';

const terms = `insert into assets.tenant_terms (tenant_id, status, plan, read_only_from, closed_from, limits, features, time_zone, locale, settings, version)
  values ($1, 'Active', 'Business', now() + interval '1 year', null, '{"users": null, "plants": null, "storageGb": null, "apiCallsPerHour": null}', '{}', 'Europe/Rome', 'it', '{}', 1)`;

/** The triggers that ask for standing and plan, on every table of the service. */
async function setGuards({ stack }: Bench, state: 'enable' | 'disable'): Promise<void> {
  const { rows } = await stack.admin.query<{ statement: string }>(
    `select format('alter table %s ${state} trigger %I', tgrelid::regclass, tgname) as statement from pg_trigger
     where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace = 'assets'::regnamespace) and (tgname = 'tenant_may_write' or tgname like '%within_plan%')`,
  );
  if (rows.length === 0) throw new Error('no table is guarded');
  for (const { statement } of rows) await stack.admin.query(statement);
}

export const termsOfTheTenant: Benchmark = {
  ids: ['tenant-terms', 'tenant-guard'],
  run: (bench) =>
    withService(bench, async ({ service, token, caller }) => {
      const { admin } = bench.stack;
      const known = () => admin.query(terms, [caller.tenantId]);
      const unknown = () => admin.query('delete from assets.tenant_terms where tenant_id = $1', [caller.tenantId]);
      const reads = await alternate(
        bench.rounds,
        async () => (await unknown(), load(bench, { url: service, token })),
        async () => (await unknown(), await known(), load(bench, { url: service, token })),
      );
      await unknown();
      await known();
      const url = service.slice(0, service.lastIndexOf('/'));
      const body = JSON.stringify({ code: 'BENCH-[<id>]', name: 'Parco', type: 'Wind', capacityKw: '998.5' });
      const write = async (state: 'enable' | 'disable') => (await setGuards(bench, state), load(bench, { url, token, body }));
      try {
        const writes = await alternate(bench.rounds, () => write('disable'), () => write('enable'));
        return [figureOf('tenant-terms', of(reads, ({ perSecond }) => perSecond)), figureOf('tenant-guard', of(writes, ({ perSecond }) => perSecond))];
      } finally {
        await setGuards(bench, 'enable');
      }
    }),
};
