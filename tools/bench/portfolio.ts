import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Rows of ten tenants, one of them large; its filter of one type still holds more than the depth that lists go to. */
export type Portfolio = { tenantId: string; plantId: string };

export const pageDepth = 100_000;
const largeTenantPlants = 220_000;
const otherTenants = 9;
const otherTenantPlants = 10_000;

/** Loads the portfolio in bulk as superuser; types alternate, capacities spread over every size band. */
export async function loadPortfolio(admin: pg.Pool): Promise<Portfolio> {
  const tenantId = randomUUID();
  await insertPlants(admin, tenantId, largeTenantPlants);
  for (let other = 0; other < otherTenants; other += 1) await insertPlants(admin, randomUUID(), otherTenantPlants);
  await admin.query('vacuum analyze assets.plant');
  const { rows } = await admin.query<{ id: string }>('select id from assets.plant where tenant_id = $1 and code = $2', [tenantId, 'IT-4711']);
  if (!rows[0]) throw new Error('the portfolio was not loaded');
  return { tenantId, plantId: rows[0].id };
}

async function insertPlants(admin: pg.Pool, tenantId: string, count: number): Promise<void> {
  await admin.query(
    `insert into assets.plant (id, tenant_id, code, name, type, status, capacity_w, municipality, province, region, latitude_deg,
       longitude_deg, commissioned_on, owner_name, technology, tags, created_at, updated_at)
     select gen_random_uuid(), $1, 'IT-' || n, 'Parco ' || md5(n::text), case n % 2 when 0 then 'Wind' else 'Photovoltaic' end,
       'In Operation', 1000 + (n::bigint * 7919) % 20000000, 'Foggia', 'FG', 'Puglia', 41.462198, 15.544630, date '2012-05-17',
       'Esempio Energia S.r.l.', 'onshore', '{south,grid}', now() - n * interval '1 second', now()
     from generate_series(1, $2::int) n`,
    [tenantId, count],
  );
}
