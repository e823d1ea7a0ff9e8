import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { isDeepStrictEqual } from 'node:util';
import { plantScope, type Actor } from '@kairos/auth';
import { Instant, type ChangeSetSummary, type ChangeSetView, type ListChangeSetsQuery, type Page, type ProposedField } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { PlantParts } from '../plant-parts/plant-parts.repository.ts';
import { Plant } from '../plants/plant.entity.ts';
import type { ProposedChange } from './change-set.entity.ts';
import { ChangeSetNotFound } from './change-set.errors.ts';

type Row = ChangeSetSummary & { changes: ProposedChange[] };

const columns = `id, title, reason, status, plant_ids as "plantIds", proposed_by as "proposedBy", proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt",
  decision_reason as "decisionReason"`;
/** Whoever does not reach all of its plants does not reach the set. */
const inScope = '($1::uuid[] is null or plant_ids <@ $1::uuid[])';
const one = `select ${columns}, changes from change_set where ${inScope} and id = $2`;
const page = `select ${columns} from change_set where ${inScope} and ($2::text is null or status = $2) and ($3::uuid is null or $3 = any(plant_ids))
  and ($4::timestamptz is null or (proposed_at, id) < ($4, $5::uuid)) order by proposed_at desc, id desc limit $6`;

@Injectable()
export class ChangeSetsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly parts: PlantParts,
  ) {}

  /** The last proposed first. */
  async list({ status, plantId, cursor, limit }: ListChangeSetsQuery, actor: Actor): Promise<Page<ChangeSetSummary>> {
    const [at, id] = cursor ? decodeCursor(cursor, z.tuple([Instant, z.uuid()])) : [null, null];
    const rows = await tenantQuery<Row>(this.em, page, [plantScope(actor), status ?? null, plantId ?? null, at, id, limit + 1]);
    return toPage(rows, limit, toSummary, (row) => [toInstant(row.proposedAt), row.id]);
  }

  async read(changeSetId: string, actor: Actor): Promise<ChangeSetView> {
    const [row] = await tenantQuery<Row>(this.em, one, [plantScope(actor), changeSetId]);
    if (!row) throw new ChangeSetNotFound();
    const { changes, ...summary } = row;
    const plants = new Map((await this.em.find(Plant, { id: { $in: summary.plantIds } })).map((plant) => [plant.id, plant]));
    const viewed: ChangeSetView['changes'] = [];
    for (const change of changes) {
      const plant = plants.get(change.plantId);
      if (!plant) continue;
      const now = row.status === 'proposed' ? await this.parts.held(plant, change.part) : undefined;
      const { id: plantId, code: plantCode, name: plantName, deletedAt } = plant;
      viewed.push({ plantId: plantId as ChangeSetView['plantIds'][number], plantCode, plantName, removed: Boolean(deletedAt), part: change.part, fields: fieldsOf(change, now) });
    }
    return { ...toSummary(summary), changes: viewed };
  }
}

function fieldsOf({ before, after }: ProposedChange, held: Facts | undefined): ProposedField[] {
  return Object.keys(after).map((field) => {
    const [was, now] = [before[field] ?? null, held === undefined ? null : (held[field] ?? null)];
    return { field, before: was, after: after[field] ?? null, now, changedSince: held !== undefined && !isDeepStrictEqual(was, now) };
  });
}

function toSummary({ id, title, reason, status, plantIds, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason }: ChangeSetSummary): ChangeSetSummary {
  return { id, title, reason, status, plantIds, proposedBy, proposedAt: toInstant(proposedAt), decidedBy, decidedAt: decidedAt && toInstant(decidedAt), decisionReason };
}
