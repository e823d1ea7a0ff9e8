import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { PlantEstimates, PlantId } from '@kairos/contracts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { estimatePlant } from './estimate-plant.calc.ts';
import { tablesEdition, tablesSource } from './estimate-tables.calc.ts';

@Injectable()
export class EstimatesQueries {
  constructor(private readonly plants: ReachedPlants) {}

  async read(plantId: PlantId, actor: Actor): Promise<PlantEstimates> {
    const plant = await this.plants.demand(plantId, actor);
    return { plantId, nature: 'estimate', source: tablesSource, tables: tablesEdition, figures: estimatePlant(plant) };
  }
}
