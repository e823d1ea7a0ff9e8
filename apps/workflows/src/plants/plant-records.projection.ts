import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { RecordAuthority, RecordedFields } from '@kairos/contracts';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';

export type RecordKind = 'registry-card' | RecordAuthority;
export type PlantRecord = { kind: RecordKind; fields: RecordedFields; version: number };
export type ToldRecord = PlantRecord & { plantId: string };

// Two events of one record in one statement: the newer of them is kept. A snapshot repeats a version, so an equal one is written again.
const keep = `insert into plant_record (tenant_id, plant_id, kind, fields, record_version)
  select distinct on (told."plantId", told.kind) ?, told."plantId", told.kind, told.fields, told.version
  from json_to_recordset(?::json) as told ("plantId" uuid, kind text, fields jsonb, version integer) order by told."plantId", told.kind, told.version desc
  on conflict (tenant_id, plant_id, kind) do update set fields = excluded.fields, record_version = excluded.record_version where plant_record.record_version <= excluded.record_version`;

/** The registry card of every plant and what authorities hold of it. */
@Injectable()
export class PlantRecordsProjection {
  constructor(private readonly em: EntityManager) {}

  /** Takes what is told of records, hundreds at a time; what is older than what is known changes nothing. */
  async apply(told: readonly ToldRecord[]): Promise<void> {
    await this.em.execute(keep, [currentTenantId(), JSON.stringify(told)]);
  }

  /** All that is known of a plant that the caller reaches. */
  ofPlant(plantId: string): Promise<PlantRecord[]> {
    return tenantQuery<PlantRecord>(this.em, 'select kind, fields, record_version as version from plant_record where plant_id = $1 order by kind', [plantId]);
  }
}
