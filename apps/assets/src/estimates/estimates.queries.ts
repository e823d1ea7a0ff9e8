import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlantEstimates, PlantId, PlantType } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { PlantNotFound } from '../plants/plant.errors.ts';
import { estimatePlant } from './estimate-plant.calc.ts';
import { tablesEdition, tablesSource } from './estimate-tables.calc.ts';

@Injectable()
export class EstimatesQueries {
  constructor(private readonly em: EntityManager) {}

  async read(plantId: PlantId, actor: Actor): Promise<PlantEstimates> {
    const [plant] = await tenantQuery<{ type: PlantType; capacity_w: string; region: string | null }>(
      this.em,
      'select type, capacity_w, region from plant where id = $1 and deleted_at is null and ($2::uuid[] is null or id = any($2))',
      [plantId, plantScope(actor)],
    );
    if (!plant) throw new PlantNotFound();
    const figures = estimatePlant({ type: plant.type, capacityW: BigInt(plant.capacity_w), region: plant.region });
    return { plantId, nature: 'estimate', source: tablesSource, tables: tablesEdition, figures };
  }
}
