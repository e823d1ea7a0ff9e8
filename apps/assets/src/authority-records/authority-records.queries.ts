import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { authorityRecordFields, fieldsKeptElsewhere, type RecordAuthority } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { PlantNotFound } from '../plants/plant.errors.ts';

type Row = { pod_code: string | null; card: Facts | null; facts: Facts | null; workflow_id: string | null; task_id: string | null; version: number | null; updated_at: string | null; updated_by: string | null };

const sql = `select p.pod_code, c.facts as card, r.facts, r.workflow_id, r.task_id, r.version, r.updated_at, r.updated_by
  from plant p
  left join authority_record r on r.tenant_id = p.tenant_id and r.plant_id = p.id and r.authority = $3
  left join registry_card c on c.tenant_id = p.tenant_id and c.plant_id = p.id
  where p.id = $1 and p.deleted_at is null and ($2::uuid[] is null or p.id = any($2))`;

@Injectable()
export class AuthorityRecordsQueries {
  constructor(private readonly em: EntityManager) {}

  /** What an authority holds of a plant, empty as long as nothing is recorded. */
  async read(plantId: string, authority: RecordAuthority, actor: Actor): Promise<Record<string, unknown>> {
    const [row] = await tenantQuery<Row>(this.em, sql, [plantId, plantScope(actor), authority]);
    if (!row) throw new PlantNotFound();
    const kept = { plant: { podCode: row.pod_code } as Facts, 'registry-card': row.card ?? {} };
    const held = Object.keys(authorityRecordFields[authority]).map((field) => {
      const place = fieldsKeptElsewhere[`${authority}.${field}`];
      return [field, (place ? kept[place][field] : row.facts?.[field]) ?? null];
    });
    return {
      plantId, authority, ...(Object.fromEntries(held) as Facts), workflowId: row.workflow_id, taskId: row.task_id, version: row.version ?? 0,
      updatedAt: row.updated_at === null ? null : toInstant(row.updated_at), updatedBy: row.updated_by,
    };
  }
}
