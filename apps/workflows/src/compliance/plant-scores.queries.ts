import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { kilowattsOf, scoredComplianceItems, type ComplianceState, type IncentivesBasis, type PlantId, type PlantStatus, type PlantType, type ScoredComplianceItem } from '@kairos/contracts';
import { inSlices } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { percentOf } from './checklist.calc.ts';
import { obligationOfItem, stateOfItem, type ItemCourse, type ItemWord } from './item-state.calc.ts';

/** How a plant stands today. */
export type PlantScore = { plantId: PlantId; code: string; name: string; scorePercent: number; alert: boolean };

type PlantRow = {
  kind: 'plant'; plantId: PlantId; code: string; name: string; status: PlantStatus; type: PlantType; capacityW: string; protectedArea: boolean; incentivesTotalEur: string | null;
  incentivesPerYearEur: string | null; customsLicenceActive: boolean | null; basis: IncentivesBasis | null;
};
type Row = PlantRow | { kind: 'completed' | 'overdue' | 'words'; plantId: PlantId; value: string };
type Word = [item: ScoredComplianceItem, state: ComplianceState, expiresOn: string | null, recordedMs: number];

const inScope = '($1::uuid[] is null or plant_id = any($1))';
const nothing = Array(10).fill('null').join(', ');
/**
 * As little as the states of the scored items of every plant are decided from, some words for each plant. One statement of passes over
 * the tenant's rows: a join would be planned by statistics that a tenant's first day does not have.
 */
const decidingSql = `
  select 'plant' as kind, plant_id as "plantId", null as value, code, name, status, type, capacity_w as "capacityW", protected_area as "protectedArea", trim_scale(incentives_total_eur)::text as "incentivesTotalEur",
    trim_scale(incentives_per_year_eur)::text as "incentivesPerYearEur", customs_licence_active as "customsLicenceActive", (select settings ->> 'incentivesBasis' from tenant_terms) as basis
  from plant_facts where not deleted and ${inScope}
  union all
  select 'completed', plant_id, string_agg(obligation_code || ' ' || completed_ms, ' '), ${nothing}
  from (select plant_id, obligation_code, floor(extract(epoch from max(completed_at)) * 1000) as completed_ms
    from deadline where status = 'completed' and obligation_code = any($2) and ${inScope} group by plant_id, obligation_code) c group by plant_id
  union all
  select 'overdue', plant_id, string_agg(obligation_code, ' '), ${nothing} from deadline where status = 'open' and sort_on < $4::date and obligation_code = any($2) and ${inScope} group by plant_id
  union all
  select 'words', plant_id, json_agg(json_build_array(item, state, expires_on, floor(extract(epoch from recorded_at) * 1000)))::text, ${nothing}
  from compliance_entry where item = any($3) and ${inScope} group by plant_id`;
const obligations = Object.values(obligationOfItem);

/** The scores of plants by the thousand. What they come from is told by the checklist of each. */
@Injectable()
export class PlantScores {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  /** The plants that somebody reaches, in no order. */
  async reachedBy(actor: Pick<Actor, 'rowScope'>): Promise<PlantScore[]> {
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const rows = await tenantQuery<Row>(this.em, decidingSql, [plantScope(actor), obligations, [...scoredComplianceItems], today]);
    const plants: PlantRow[] = [];
    const told = { completed: new Map<PlantId, string>(), overdue: new Map<PlantId, string>(), words: new Map<PlantId, string>() };
    for (const row of rows) {
      if (row.kind === 'plant') plants.push(row);
      else told[row.kind].set(row.plantId, row.value);
    }
    return inSlices(plants, ({ plantId, code, name, capacityW, basis, ...rest }) => {
      const facts = { ...rest, capacityKw: kilowattsOf(BigInt(capacityW)), incentivesBasis: basis ?? 'total' };
      const courses = coursesOf(told.completed.get(plantId), told.overdue.get(plantId));
      const words = wordsOf(told.words.get(plantId));
      const states = scoredComplianceItems.map((item) => stateOfItem(pack, facts, item, { word: words?.get(item), course: courses?.get(obligationOfItem[item] ?? '') }, today));
      return { plantId, code, name, ...percentOf(states) };
    });
  }
}

/** Of the obligations that were ever completed: without that, nothing else of them counts. */
function coursesOf(completed: string | undefined, overdue = ''): Map<string, ItemCourse> | undefined {
  if (completed === undefined) return undefined;
  const words = completed.split(' ');
  const late = overdue.split(' ');
  const courses = new Map<string, ItemCourse>();
  for (let at = 0; at + 1 < words.length; at += 2) courses.set(words[at] ?? '', { completedMs: Number(words[at + 1]), isOverdue: late.includes(words[at] ?? '') });
  return courses;
}

function wordsOf(value: string | undefined): Map<ScoredComplianceItem, ItemWord> | undefined {
  return value === undefined ? undefined : new Map((JSON.parse(value) as Word[]).map(([item, state, expiresOn, recordedMs]) => [item, { state, expiresOn, recordedMs }]));
}
