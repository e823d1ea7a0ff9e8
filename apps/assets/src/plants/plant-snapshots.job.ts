import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { PlantSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Plant } from './plant.entity.ts';

@Injectable()
@Snapshots('assets.plant')
export class PlantSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Plant[]> {
    const plants = await this.em.find(Plant, where, options);
    for (const plant of plants) record(plant, PlantSnapshot, { ...plant.state(), deleted: plant.deletedAt !== null });
    return plants;
  }
}
