import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { PlantMonthSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { PlantMonth } from './plant-month.entity.ts';

@Injectable()
@Snapshots('assets.plant-month')
export class PlantMonthSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<PlantMonth[]> {
    const months = await this.em.find(PlantMonth, where, options);
    for (const month of months) record(month, PlantMonthSnapshot, month.state());
    return months;
  }
}
