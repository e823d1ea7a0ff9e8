import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ObligationPack, type Obligation } from '@kairos/contracts';
import { obligationPacks } from '../installation.ts';
import { oneRow, together, when, type Check, type Patient } from './check.ts';
import { predicateSql } from './predicate.sql.ts';

/** Compared with the plants themselves, not with what workflows knows of them. */
export const obligationsStand: Check = {
  name: 'every eligible plant has its obligations',
  async run(patient) {
    const { plants } = await oneRow<{ plants: number }>(patient.database, 'select count(*)::int as plants from assets.plant where deleted_at is null');
    const { counts, findings } = together(await Promise.all(obligations().map((obligation) => standingOf(patient, obligation))));
    return { counts: { plants, ...counts }, findings };
  },
};

/** Those of the newest version of each pack; older versions are kept for the deadlines that were opened by them. */
function obligations(): Obligation[] {
  const files = readdirSync(obligationPacks, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const written = files.map((name) => parse(readFileSync(new URL(name, obligationPacks), 'utf8'), { maxAliasCount: 0 }) as { id: string; version: string; tests?: unknown });
  const newest = written.filter(({ id, version }) => written.every((other) => other.id !== id || ordinal(other.version) <= ordinal(version)));
  return newest.flatMap(({ tests: _tests, ...pack }) => ObligationPack.parse(pack).obligations);
}

function ordinal(version: string): number {
  const [year = 0, number = 0] = version.split('.').map(Number);
  return year * 1000 + number;
}

async function standingOf({ database }: Patient, { code, appliesWhen, trigger }: Obligation) {
  const values: unknown[] = [code];
  // What changed a moment ago is still on its way.
  const settled = `p.updated_at < now() - interval '10 seconds'`;
  const applies = `(p.deleted_at is null and ${predicateSql(appliesWhen, values)})`;
  const met = `exists (select from workflows.deadline c where c.plant_id = p.id and c.obligation_code = $1 and c.status = 'completed')`;
  const owed = trigger === 'recurring' ? applies : `(${applies} and not ${met})`;
  const { eligible, open, missing, stray } = await oneRow<Record<'eligible' | 'open' | 'missing' | 'stray', number>>(
    database,
    `select count(*) filter (where ${owed})::int as eligible, count(d.id)::int as open,
       count(*) filter (where ${owed} and d.id is null and ${settled})::int as missing,
       count(*) filter (where not ${applies} and d.id is not null and ${settled})::int as stray
     from assets.plant p left join workflows.tenant_terms t on t.tenant_id = p.tenant_id
       left join workflows.deadline d on d.plant_id = p.id and d.obligation_code = $1 and d.status in ('open', 'dateMissing')`,
    values,
  );
  return {
    counts: { eligible, open, missing, stray },
    findings: [...when(missing, `${code}: ${missing} eligible plants have no deadline`), ...when(stray, `${code}: ${stray} deadlines are open for plants it does not apply to`)],
  };
}
