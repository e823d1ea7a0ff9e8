import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { reachesPlant, type Actor } from '@kairos/auth';
import {
  scoredComplianceItems,
  type ComplianceItem, type ComplianceMatrix, type ComplianceMatrixQuery, type ComplianceRow, type ComplianceScores, type ComplianceView, type IncentivesBasis, type PlantId, type ScoredComplianceItem,
} from '@kairos/contracts';
import { decodeCursor, NotFound, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { plantFactsJson } from '../plants/plant-facts.projection.ts';
import { plantFactsOf, type PlantFactsRow } from '../plants/told-facts.calc.ts';
import { checklistOf, scoreOf, type KnownDeadline, type KnownEntry } from './checklist.calc.ts';
import { PlantScores, type PlantScore } from './plant-scores.queries.ts';

type Row = { plantId: PlantId } & (
  | { kind: 'plant'; value: { facts: PlantFactsRow; basis: IncentivesBasis | null } }
  | { kind: 'deadline'; value: KnownDeadline }
  | { kind: 'entry'; value: KnownEntry }
);
type Assessed = { plantId: PlantId; code: string; name: string; items: ComplianceItem[] };

/** Some plants with what their checklists are made of, in three passes. The last completed occurrence of an obligation comes with the time when one of them was completed last. */
const everythingOfPlants = `
  select 'plant' as kind, plant_id as "plantId", json_build_object('facts', ${plantFactsJson}, 'basis', (select settings ->> 'incentivesBasis' from tenant_terms)) as value
  from plant_facts where not deleted and plant_id = any($1)
  union all
  select 'deadline', plant_id, json_build_object('id', id, 'code', obligation_code, 'status', status, 'dueOn', due_on, 'completedOn', completed_on, 'completedAt', last_completed_at, 'note', completion_note)
  from (select distinct on (plant_id, obligation_code, status = 'completed') id, plant_id, obligation_code, status, due_on, completed_on, completion_note,
      max(completed_at) over (partition by plant_id, obligation_code, status = 'completed') as last_completed_at
    from deadline where status <> 'withdrawn' and plant_id = any($1) order by plant_id, obligation_code, status = 'completed', completed_on desc) d
  union all
  select 'entry', plant_id, json_build_object('item', item, 'title', title, 'state', state, 'doneOn', done_on, 'number', number, 'expiresOn', expires_on, 'reason', reason,
    'recordedBy', recorded_by, 'recordedAt', recorded_at, 'version', version)
  from compliance_entry where plant_id = any($1)`;
const Position = z.tuple([z.string(), z.uuid()]);

@Injectable()
export class ComplianceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
    private readonly scores: PlantScores,
  ) {}

  async read(plantId: PlantId, actor: Actor): Promise<ComplianceView> {
    const [plant] = reachesPlant(actor, plantId) ? await this.assessed([plantId]) : [];
    if (!plant) throw new NotFound('plant');
    return { plantId: plant.plantId, ...scoreOf(plant.items), items: plant.items };
  }

  /** The score of every plant, and the words of those on the page alone. */
  async matrix({ below, cursor, limit }: ComplianceMatrixQuery, actor: Actor): Promise<ComplianceMatrix> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const scores = await this.scores.reachedBy(actor);
    const wanted = scores.filter((score) => (below === undefined || score.scorePercent < below) && (!after || isAfter(score, after))).sort((a, b) => compare(a.code, b.code) || compare(a.plantId, b.plantId));
    const page = toPage(wanted, limit, ({ plantId }) => plantId, ({ code, plantId }) => [code, plantId]);
    const assessed = new Map((await this.assessed(page.items)).map((plant) => [plant.plantId, plant]));
    return { items: page.items.flatMap((plantId) => assessed.get(plantId) ?? []).map(rowOf), nextCursor: page.nextCursor, overall: overallOf(scores) };
  }

  async scoresOf(actor: Actor): Promise<ComplianceScores> {
    return { items: (await this.scores.reachedBy(actor)).map(({ plantId, scorePercent, alert }) => ({ plantId, scorePercent, alert })) };
  }

  private async assessed(plantIds: readonly PlantId[]): Promise<Assessed[]> {
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const rows = await tenantQuery<Row>(this.em, everythingOfPlants, [plantIds]);
    const [deadlines, entries] = [new Map<PlantId, KnownDeadline[]>(), new Map<PlantId, KnownEntry[]>()];
    for (const row of rows) {
      if (row.kind === 'deadline') add(deadlines, row.plantId, { ...row.value, completedAt: row.value.completedAt && toInstant(row.value.completedAt) });
      else if (row.kind === 'entry') add(entries, row.plantId, { ...row.value, recordedAt: toInstant(row.value.recordedAt) });
    }
    return rows.filter((row) => row.kind === 'plant').map(({ plantId, value: { facts, basis } }) => {
      const known = { deadlines: deadlines.get(plantId) ?? [], entries: (entries.get(plantId) ?? []).sort((a, b) => (a.item < b.item ? -1 : 1)) };
      return { plantId, code: facts.code, name: facts.name, items: checklistOf(pack, { ...plantFactsOf(facts), incentivesBasis: basis ?? 'total' }, known, today) };
    });
  }
}

function overallOf(scores: readonly PlantScore[]): ComplianceMatrix['overall'] {
  const sum = scores.reduce((total, { scorePercent }) => total + scorePercent, 0);
  return { plants: scores.length, meanScorePercent: scores.length === 0 ? null : Math.floor(sum / scores.length), alerts: scores.filter(({ alert }) => alert).length };
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
function isAfter(score: PlantScore, [code, plantId]: [string, string]): boolean {
  return (compare(score.code, code) || compare(score.plantId, plantId)) > 0;
}
