import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { ApplyBatchBody } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { MetersOfChunk, type NamedMeter } from './meters-of-chunk.calc.ts';

type Chunk = Pick<ApplyBatchBody, 'importJobId' | 'chunkIndex' | 'dryRun'>;

/** Of plants of which nobody said in which zone they are. */
const usualTimeZone = 'Europe/Rome';

@Injectable()
export class MetersOfChunkRepository {
  constructor(private readonly em: EntityManager) {}

  /** The meters that the rows of a chunk may name, of plants that the actor reaches. */
  async named(names: readonly unknown[], actor: Actor): Promise<MetersOfChunk> {
    const asked = [...new Set(names.filter((name) => typeof name === 'string').map((name) => name.trim()))];
    const rows = await tenantQuery<NamedMeter>(
      this.em,
      `select c.id, c.code, c.serial_number as "serialNumber", c.removed_on is null as standing, p.id as "plantId", p.code as "plantCode", coalesce(p.time_zone, $3) as "timeZone"
       from component c join plant p on p.id = c.plant_id and p.tenant_id = c.tenant_id
       where c.kind = 'meter' and (c.code = any($1) or c.serial_number = any($1)) and p.deleted_at is null and ($2::uuid[] is null or p.id = any($2))`,
      [asked, plantScope(actor), usualTimeZone],
    );
    return new MetersOfChunk(rows);
  }

  /** How many rows of the chunks before told of times that a clock shows twice, by `timeKey`. */
  async repeatedTimes({ importJobId, chunkIndex, dryRun }: Chunk): Promise<Map<string, number>> {
    const rows = await tenantQuery<{ meter_id: string; clock_ms: string; told: number }>(
      this.em,
      `select meter_id, (extract(epoch from clock_time) * 1000)::bigint as clock_ms, sum(told)::integer as told from reading_import_repeated_time
       where import_job_id = $1 and planned = $2 and chunk_index < $3 group by meter_id, clock_time`, [importJobId, dryRun, chunkIndex],
    );
    return new Map(rows.map(({ meter_id, clock_ms, told }) => [timeKey(meter_id, Number(clock_ms)), told]));
  }

  /** Keeps how many rows of a chunk told of such times; of a chunk that is planned again it keeps the same. @param before what `repeatedTimes` told @param told counted on from there */
  async keepRepeatedTimes({ importJobId, chunkIndex, dryRun }: Chunk, tenantId: string, before: ReadonlyMap<string, number>, told: ReadonlyMap<string, number>): Promise<void> {
    const rows = [...told].flatMap(([key, count]) => {
      const [meterId = '', clockMs] = key.split(' ');
      const own = count - (before.get(key) ?? 0);
      return own > 0 ? [{ meter_id: meterId, clock_time: new Date(Number(clockMs)).toISOString().replace('Z', ''), told: own }] : [];
    });
    if (rows.length === 0) return;
    await this.em.execute(
      `insert into reading_import_repeated_time (tenant_id, import_job_id, planned, chunk_index, meter_id, clock_time, told)
       select ?, ?, ?, ?, r.* from json_to_recordset(?::json) as r (meter_id uuid, clock_time timestamp, told integer)
       on conflict (tenant_id, import_job_id, planned, meter_id, clock_time, chunk_index) do update set told = excluded.told`, [tenantId, importJobId, dryRun, chunkIndex, JSON.stringify(rows)],
    );
  }
}

export function timeKey(meterId: string, clockMs: number): string {
  return `${meterId} ${clockMs}`;
}
