import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlantId, PlantType } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { PlantNotFound } from './plant.errors.ts';

/** What belongs to a plant needs to know of it. */
export type ReachedPlant = { id: PlantId; code: string; name: string; type: PlantType; capacityW: bigint; region: string | null; timeZone: string };
type Row = Omit<ReachedPlant, 'capacityW' | 'timeZone'> & { capacity_w: string; time_zone: string | null };

/** Of plants of which nobody said in which they are. */
export const usualTimeZone = 'Europe/Rome';

const reached = 'select id, code, name, type, capacity_w, region, time_zone from plant where deleted_at is null and ($1::uuid[] is null or id = any($1))';

/** The plants whose components, maintenance and energy somebody asks for: what the actor does not reach does not exist. */
@Injectable()
export class ReachedPlants {
  constructor(private readonly em: EntityManager) {}

  /** @throws PlantNotFound */
  async demand(plantId: string, actor: Actor): Promise<ReachedPlant> {
    const [row] = await tenantQuery<Row>(this.em, `${reached} and id = $2`, [plantScope(actor), plantId]);
    if (!row) throw new PlantNotFound();
    return toReachedPlant(row);
  }

  /** Those of the codes that there are and the actor reaches, by code. */
  async byCode(codes: readonly string[], actor: Actor): Promise<Map<string, ReachedPlant>> {
    const rows = await tenantQuery<Row>(this.em, `${reached} and coalesce(deleted_at, 'infinity') = 'infinity' and code = any($2)`, [plantScope(actor), codes]);
    return new Map(rows.map((row) => [row.code, toReachedPlant(row)]));
  }
}

function toReachedPlant({ capacity_w, time_zone, ...plant }: Row): ReachedPlant {
  return { ...plant, capacityW: BigInt(capacity_w), timeZone: time_zone ?? usualTimeZone };
}
