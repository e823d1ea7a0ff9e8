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

function obligations(): Obligation[] {
  const files = readdirSync(obligationPacks).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => ObligationPack.parse(parse(readFileSync(new URL(name, obligationPacks), 'utf8'), { maxAliasCount: 0 })).obligations);
}

async function standingOf({ database }: Patient, { code, appliesWhen }: Obligation) {
  const values: unknown[] = [code];
  // What changed a moment ago is still on its way.
  const settled = `p.updated_at < now() - interval '10 seconds'`;
  const applies = `(p.deleted_at is null and ${predicateSql(appliesWhen, values)})`;
  const { eligible, open, missing, stray } = await oneRow<Record<'eligible' | 'open' | 'missing' | 'stray', number>>(
    database,
    `select count(*) filter (where ${applies})::int as eligible, count(d.id)::int as open,
       count(*) filter (where ${applies} and d.id is null and ${settled})::int as missing,
       count(*) filter (where not ${applies} and d.id is not null and ${settled})::int as stray
     from assets.plant p left join workflows.deadline d on d.plant_id = p.id and d.obligation_code = $1 and d.status in ('open', 'dateMissing')`,
    values,
  );
  return {
    counts: { eligible, open, missing, stray },
    findings: [...when(missing, `${code}: ${missing} eligible plants have no deadline`), ...when(stray, `${code}: ${stray} deadlines are open for plants it does not apply to`)],
  };
}
