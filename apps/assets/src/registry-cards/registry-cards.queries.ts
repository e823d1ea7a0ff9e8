import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { RegistryCardView } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { PlantNotFound } from '../plants/plant.errors.ts';
import { toRegistryCardView, type RegistryCardRow } from './registry-card-view.calc.ts';

const sql = `select p.id, p.pod_code, p.owner_name, p.address, p.municipality, p.province, p.region, p.commissioned_on::text as commissioned_on, p.capacity_w,
    c.facts, c.version, c.updated_at, c.updated_by
  from plant p left join registry_card c on c.tenant_id = p.tenant_id and c.plant_id = p.id
  where p.id = $1 and p.deleted_at is null and ($2::uuid[] is null or p.id = any($2))`;

@Injectable()
export class RegistryCardsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The card of a plant, empty as long as nobody has filled it in. */
  async read(plantId: string, actor: Actor): Promise<RegistryCardView> {
    const [row] = await tenantQuery<RegistryCardRow>(this.em, sql, [plantId, plantScope(actor)]);
    if (!row) throw new PlantNotFound();
    return toRegistryCardView(row);
  }
}
