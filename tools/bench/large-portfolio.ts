/** Pages and sums over portfolios as large as organisations have: 744 plants, and 10,000, each with its deadlines and a document. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Bench, Benchmark } from './benchmark.ts';
import { figureOf, percentile } from './figures.ts';
import { loadMonths } from './portfolio-months.ts';
import type { BenchStack } from './stack.ts';
import type { TargetId } from './targets.ts';

const questions: { id: TargetId; service: 'assets' | 'workflows'; paths: string[]; plants: number }[] = [
  {
    id: 'list-p95 plants', service: 'assets', plants: 10_000,
    paths: ['plants?limit=50', 'plants?type=Wind&sort=-capacityKw&limit=50', 'plants?text=parco%2077&sort=name&limit=50', 'plants?status=In%20Operation&region=Puglia&sort=-capacityKw&limit=200'],
  },
  { id: 'list-p95 summary', service: 'assets', plants: 10_000, paths: ['plants/summary', 'plants/summary?type=Wind'] },
  { id: 'list-p95 production', service: 'assets', plants: 10_000, paths: ['plants/production', 'plants/production/months', 'plants/production/months?type=Wind'] },
  {
    id: 'list-p95 deadlines', service: 'workflows', plants: 10_000,
    paths: ['deadlines?limit=50', 'deadlines?status=open&withinDays=60&limit=50', 'deadlines?obligation=licence-fee&limit=50', 'deadlines?authority=Customs&limit=200', 'deadlines/summary'],
  },
  { id: 'list-p95 documents', service: 'workflows', plants: 10_000, paths: ['documents?limit=50', 'documents?category=Technical&limit=50', 'documents?status=Valid&limit=50'] },
  { id: 'matrix 744', service: 'workflows', plants: 744, paths: ['compliance-matrix?limit=200'] },
  { id: 'matrix 10000', service: 'workflows', plants: 10_000, paths: ['compliance-matrix?limit=200', 'compliance-matrix?limit=50&below=50'] },
];

const obligations = ['annual-consumption-declaration', 'licence-fee', 'fuel-mix-disclosure', 'spi-check', 'fiscal-meter-calibration'];

/** Loads plants with what both services know of them in bulk as superuser. */
export async function load(admin: pg.Pool, tenantId: string, plants: number): Promise<void> {
  const statements = [
    `insert into assets.plant (id, tenant_id, code, name, type, status, capacity_w, municipality, province, region, commissioned_on, tags, created_at, updated_at)
     select gen_random_uuid(), $1, 'IT-' || n, 'Parco ' || n, case n % 2 when 0 then 'Wind' else 'Photovoltaic' end, case n % 10 when 0 then 'Under Construction' else 'In Operation' end,
       1000 + (n::bigint * 7919) % 20000000, 'Foggia', 'FG', case n % 3 when 0 then 'Puglia' else 'Lazio' end, date '2012-05-17', '{south}', now() - n * interval '1 second', now()
     from generate_series(1, $2::int) n`,
    `insert into workflows.plant_facts (tenant_id, plant_id, code, name, type, status, capacity_w, commissioned_on, municipality, province, deleted, plant_version)
     select tenant_id, id, code, name, type, status, capacity_w, commissioned_on, municipality, province, false, 1 from assets.plant where tenant_id = $1 and $2 > 0`,
    `insert into workflows.deadline (id, tenant_id, plant_id, obligation_code, obligation, status, nominal_due_on, due_on, why, opened_at, updated_at)
     select gen_random_uuid(), tenant_id, plant_id, owed.code, json_build_object('packId', 'italy', 'packVersion', '2026.2', 'code', owed.code, 'authority', case n % 2 when 0 then 'Customs' else 'DSO' end, 'category', 'fiscal',
         'title', json_build_object('en', 'Owed every year', 'it', 'Dovuto ogni anno')), 'open', current_date + (plant_version + n * 40)::int, current_date + (plant_version + n * 40)::int,
       '{"predicate": {"all": []}, "fields": {"status": "In Operation"}}', now(), now()
     from workflows.plant_facts cross join unnest($3::text[]) with ordinality as owed (code, n) where tenant_id = $1 and $2 > 0`,
    `insert into workflows.document_content (tenant_id, sha256, byte_size) select $1, repeat('ab', 32), 1000 where $2 > 0`,
    `with told as (
       insert into workflows.document (id, tenant_id, name, category, tags, legal_references, plant_ids, approval_required, latest_version_id, latest_version_number, created_by_user_id, created_at, updated_at)
       select gen_random_uuid(), tenant_id, 'Report ' || code, case plant_version % 2 when 0 then 'Fiscal' else 'Technical' end, '{}', '{}', array[plant_id], false, gen_random_uuid(), 1, gen_random_uuid(), now(), now()
       from workflows.plant_facts where tenant_id = $1 and $2 > 0 returning *)
     insert into workflows.document_version (id, tenant_id, document_id, number, file_name, file_type, sha256, byte_size, uploaded_by_user_id, uploaded_at)
     select latest_version_id, tenant_id, id, 1, 'report.pdf', 'pdf', repeat('ab', 32), 1000, created_by_user_id, created_at from told`,
    `insert into workflows.document_link (id, tenant_id, document_id, kind, target_id, plant_id)
     select gen_random_uuid(), tenant_id, id, 'plant', plant_ids[1], plant_ids[1] from workflows.document where tenant_id = $1 and $2 > 0`,
  ];
  for (const statement of statements) await admin.query(statement, statement.includes('$3') ? [tenantId, plants, obligations] : [tenantId, plants]);
  for (const table of ['assets.plant', 'workflows.plant_facts', 'workflows.deadline', 'workflows.document', 'workflows.document_version', 'workflows.document_link']) await admin.query(`vacuum analyze ${table}`);
}

/** The 95th percentile of the times that a caller waits, one question after the other. */
async function p95Of(stack: BenchStack, token: string, { service, paths }: (typeof questions)[number], times: number): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const answer = await fetch(`${stack.urlOf(service)}/api/v1/${service}/${paths[time % paths.length] ?? ''}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    taken.push(performance.now() - startedAt);
    if (!answer.ok) throw new Error(`${paths[time % paths.length] ?? ''} answered ${answer.status}: ${text.slice(0, 300)}`);
  }
  return percentile(taken, 95);
}

export const largePortfolio: Benchmark = {
  ids: questions.map(({ id }) => id),
  run: async ({ stack, rounds, scale, note }: Bench) => {
    const services = [await stack.service('assets'), await stack.service('workflows')];
    const tokens = new Map<number, string>();
    for (const plants of new Set(questions.map((question) => question.plants))) {
      const tenantId = randomUUID();
      await load(stack.admin, tenantId, plants);
      if (plants === 10_000) await loadMonths(stack.admin, tenantId);
      tokens.set(plants, (await stack.callerOf(['assets', 'workflows'], tenantId)).token);
    }
    const figures = [];
    for (const question of questions) {
      const token = tokens.get(question.plants) ?? '';
      await p95Of(stack, token, question, 10);
      const pairs = [];
      for (let round = 0; round < rounds; round += 1) pairs.push({ limit: 1, product: await p95Of(stack, token, question, Math.round((question.id.startsWith('matrix') ? 20 : 100) * scale)) });
      figures.push(figureOf(question.id, pairs));
      note(`${question.id}: ${pairs.map(({ product }) => product.toFixed(0)).join(', ')} ms`);
    }
    for (const service of services) await service.stop();
    return figures;
  },
};
