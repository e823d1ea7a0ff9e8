import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { ListPlantChangesQuery, Page, PlantChangeView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { Facts } from './changed-facts.calc.ts';

type Row = Omit<PlantChangeView, 'actorKind' | 'actorId' | 'requestId' | 'changeSet'> & { actor_kind: PlantChangeView['actorKind']; actor_id: string | null; request_id: string | null; sequence: string; change_set: PlantChangeView['changeSet'] };

const page = `select c.id, c.part, c.at, c.actor_kind, c.actor_id, c.action, coalesce(c.reason, s.reason) as reason, c.request_id, c.before, c.after, c.sequence,
    case when s.id is not null then json_build_object('id', s.id, 'title', s.title, 'proposedBy', s.proposed_by, 'approvedBy', s.decided_by) end as change_set
  from plant_change c left join change_set s on s.tenant_id = c.tenant_id and s.id = c.change_set_id and ($2::uuid[] is null or s.plant_ids <@ $2)
  where c.plant_id = $1 and ($2::uuid[] is null or c.plant_id = any($2)) and ($3::text is null or c.part = $3) and ($4::bigint is null or c.sequence < $4)
  order by c.sequence desc limit $5`;
const later = `select before, version from plant_change where plant_id = $1 and part = $2 and at > $3 order by sequence desc`;
const last = `select at from plant_change where plant_id = $1 and part = $2 and at <= $3 order by sequence desc limit 1`;

@Injectable()
export class PlantChangesQueries {
  constructor(private readonly em: EntityManager) {}

  /** The log of a plant that the caller reaches, the last change first. */
  async list(plantId: string, query: ListPlantChangesQuery, actor: Actor): Promise<Page<PlantChangeView>> {
    const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string().regex(/^\d{1,18}$/)])) : [null];
    const rows = await tenantQuery<Row>(this.em, page, [plantId, plantScope(actor), query.part ?? null, before, query.limit + 1]);
    return toPage(rows, query.limit, toView, ({ sequence }) => [sequence]);
  }

  /** What a part of a plant held before each change that came after an instant, the last change first, and when it had changed before. */
  async after(plantId: string, part: string, instant: string): Promise<{ later: { before: Facts; version: number }[]; changedAt: string | null }> {
    const changes = await tenantQuery<{ before: Facts; version: number }>(this.em, later, [plantId, part, instant]);
    const [change] = await tenantQuery<{ at: string }>(this.em, last, [plantId, part, instant]);
    return { later: changes, changedAt: change ? toInstant(change.at) : null };
  }
}

function toView({ id, part, at, actor_kind, actor_id, action, reason, request_id, change_set, before, after }: Row): PlantChangeView {
  return { id, part, at: toInstant(at), actorKind: actor_kind, actorId: actor_id, action, reason, requestId: request_id, changeSet: change_set, before, after };
}
