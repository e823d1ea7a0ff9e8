import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import {
  scoredComplianceItems,
  type ComplianceItem, type ComplianceMatrix, type ComplianceMatrixQuery, type ComplianceRow, type ComplianceView, type IncentivesBasis, type PlantId, type ScoredComplianceItem,
} from '@kairos/contracts';
import { inSlices } from '@kairos/event-bus';
import { decodeCursor, NotFound, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { plantFactsJson } from '../plants/plant-facts.projection.ts';
import { plantFactsOf, type PlantFactsRow } from '../plants/told-facts.calc.ts';
import { checklistOf, scoreOf, type KnownDeadline, type KnownEntry } from './checklist.calc.ts';

type Row = { plantId: PlantId } & (
  | { kind: 'plant'; value: { facts: PlantFactsRow; basis: IncentivesBasis | null } }
  | { kind: 'deadline'; value: KnownDeadline }
  | { kind: 'entry'; value: KnownEntry }
);
/** How a plant stands today. */
export type PlantScore = { plantId: PlantId; name: string; scorePercent: number; alert: boolean };
type Assessed = { plantId: PlantId; code: string; name: string; items: ComplianceItem[] };

const inScope = '($1::uuid[] is null or plant_id = any($1)) and ($2::uuid is null or plant_id = $2)';
/**
 * The plants of a scope, or one of them, with what compliance is decided from. One statement of three passes, each once over the
 * tenant's rows: a join of them would be planned by statistics that a tenant's first day does not have.
 */
const everythingInScope = `
  select 'plant' as kind, plant_id as "plantId", json_build_object('facts', ${plantFactsJson}, 'basis', (select settings ->> 'incentivesBasis' from tenant_terms)) as value
  from plant_facts where not deleted and ${inScope}
  union all
  select 'deadline', plant_id, json_build_object('id', id, 'code', obligation_code, 'status', status, 'dueOn', due_on, 'completedOn', completed_on, 'completedAt', completed_at, 'note', completion_note)
  from (select distinct on (plant_id, obligation_code, status = 'completed') id, plant_id, obligation_code, status, due_on, completed_on, completed_at, completion_note
    from deadline where status <> 'withdrawn' and ${inScope} order by plant_id, obligation_code, status = 'completed', completed_on desc) d
  union all
  select 'entry', plant_id, json_build_object('item', item, 'title', title, 'state', state, 'doneOn', done_on, 'number', number, 'expiresOn', expires_on, 'reason', reason,
    'recordedBy', recorded_by, 'recordedAt', recorded_at, 'version', version)
  from compliance_entry where ${inScope}`;
const Position = z.tuple([z.string(), z.uuid()]);

@Injectable()
export class ComplianceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  async read(plantId: string, actor: Actor): Promise<ComplianceView> {
    const [plant] = await this.assessed(actor, plantId);
    if (!plant) throw new NotFound('plant');
    return { plantId: plant.plantId, ...scoreOf(plant.items), items: plant.items };
  }

  async matrix({ below, cursor, limit }: ComplianceMatrixQuery, actor: Actor): Promise<ComplianceMatrix> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const rows = (await this.assessed(actor, null)).map(rowOf);
    const sum = rows.reduce((total, { scorePercent }) => total + scorePercent, 0);
    const overall = { plants: rows.length, meanScorePercent: rows.length === 0 ? null : Math.floor(sum / rows.length), alerts: rows.filter(({ alert }) => alert).length };
    const wanted = rows.filter((row) => (below === undefined || row.scorePercent < below) && (!after || isAfter(row, after)));
    return { ...toPage(wanted, limit, (row) => row, ({ plantCode, plantId }) => [plantCode, plantId]), overall };
  }

  /** Every plant of the tenant, for what happens by the clock. */
  async scores(): Promise<PlantScore[]> {
    return (await this.assessed({ rowScope: { plants: 'all' } }, null)).map(({ plantId, name, items }) => {
      const { scorePercent, alert } = scoreOf(items);
      return { plantId, name, scorePercent, alert };
    });
  }

  private async assessed(actor: Pick<Actor, 'rowScope'>, plantId: string | null): Promise<Assessed[]> {
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const rows = await tenantQuery<Row>(this.em, everythingInScope, [plantScope(actor), plantId]);
    const [deadlines, entries] = [new Map<PlantId, KnownDeadline[]>(), new Map<PlantId, KnownEntry[]>()];
    for (const row of rows) {
      if (row.kind === 'deadline') add(deadlines, row.plantId, { ...row.value, completedAt: row.value.completedAt && toInstant(row.value.completedAt) });
      else if (row.kind === 'entry') add(entries, row.plantId, { ...row.value, recordedAt: toInstant(row.value.recordedAt) });
    }
    const assessed = await inSlices(rows.filter((row) => row.kind === 'plant'), (row) => {
      const { facts, basis } = row.value;
      const known = { deadlines: deadlines.get(row.plantId) ?? [], entries: (entries.get(row.plantId) ?? []).sort((a, b) => (a.item < b.item ? -1 : 1)) };
      return { plantId: row.plantId, code: facts.code, name: facts.name, items: checklistOf(pack, { ...plantFactsOf(facts), incentivesBasis: basis ?? 'total' }, known, today) };
    });
    return assessed.sort((a, b) => compare(a.code, b.code) || compare(a.plantId, b.plantId));
  }
}

function add<T>(known: Map<PlantId, T[]>, plantId: PlantId, value: T): void {
  const values = known.get(plantId);
  if (values) values.push(value);
  else known.set(plantId, [value]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function rowOf({ plantId, code, name, items }: Assessed): ComplianceRow {
  const { scorePercent, alert } = scoreOf(items);
  const cells = scoredComplianceItems.map((item): [ScoredComplianceItem, Pick<ComplianceItem, 'state' | 'because'>] => {
    const { state, because } = items.find((each) => each.code === item) ?? { state: 'notDone', because: '' };
    return [item, { state, because }];
  });
  return { plantId, plantCode: code, plantName: name, scorePercent, alert, items: Object.fromEntries(cells) as ComplianceRow['items'] };
}

/** In the order of the list. */
function isAfter({ plantCode, plantId }: ComplianceRow, [code, id]: [string, string]): boolean {
  return (compare(plantCode, code) || compare(plantId, id)) > 0;
}
