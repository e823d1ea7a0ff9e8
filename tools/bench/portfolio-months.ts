/** What the plants of a large portfolio yielded in the months before this one: entered for most, and read every quarter of an hour for some. */
import type pg from 'pg';

const months = 13;
/** Their plants have a meter each. */
const meters = 20;

const ended = `generate_series(0, ${months - 1}) n cross join lateral (select date_trunc('month', now()) - (n + 1) * interval '1 month' as month) m`;
const statements = [
  `insert into assets.component (id, tenant_id, plant_id, code, name, kind, measures, created_at, updated_at)
   select gen_random_uuid(), tenant_id, id, 'M-1', 'Production meter', 'meter', 'production', now(), now() from assets.plant where tenant_id = $1 order by code limit ${meters}`,
  `insert into assets.meter_reading (tenant_id, meter_id, plant_id, starts_at, ends_at, step, energy_wh, quality, upload_id)
   select tenant_id, id, plant_id, at, at + interval '15 minutes', '15-minutes', 1000 + extract(epoch from at)::bigint % 9000, 'measured', gen_random_uuid()
   from assets.component cross join generate_series(date_trunc('month', now()) - interval '${months + 1} months', date_trunc('hour', now()), interval '15 minutes') at where tenant_id = $1`,
  `insert into assets.plant_month (id, tenant_id, plant_id, month, expected_wh, actual_wh, unavailable_hours, created_at, updated_at)
   select gen_random_uuid(), p.tenant_id, p.id, to_char(m.month, 'YYYY-MM'), p.capacity_w * 100, p.capacity_w * 95, 3, now(), now()
   from assets.plant p cross join ${ended} where p.tenant_id = $1 and not exists (select from assets.component c where c.tenant_id = p.tenant_id and c.plant_id = p.id)`,
];

/** Loads them in bulk as superuser, for plants that are there. */
export async function loadMonths(admin: pg.Pool, tenantId: string): Promise<void> {
  for (const statement of statements) await admin.query(statement, [tenantId]);
  for (const table of ['assets.component', 'assets.meter_reading', 'assets.plant_month']) await admin.query(`vacuum analyze ${table}`);
}
