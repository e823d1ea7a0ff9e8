import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RecordPlantMonthBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { boundsOf } from './performance-of-month.calc.ts';
import { MonthIsShorter } from './performance.errors.ts';
import { PlantMonth } from './plant-month.entity.ts';

@Injectable()
export class RecordPlantMonthHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  /** A month for which nobody entered anything is at version 0. */
  @Transactional()
  async execute(plantId: string, month: string, command: RecordPlantMonthBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { timeZone } = await this.plants.demand(plantId, actor);
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 54))', [`${plantId}:${month}`]);
    const known = await this.em.findOne(PlantMonth, { plantId, month });
    expectVersion(known?.version ?? 0, expectedVersion);
    const { fromMs, toMs } = boundsOf(month, timeZone);
    const hours = Math.round((toMs - fromMs) / 3_600_000);
    if (Number(command.unavailableHours ?? 0) > hours) throw new MonthIsShorter(hours);
    const plantMonth = known ?? PlantMonth.of(plantId, month, actor.tenantId);
    const changed = plantMonth.enter(command);
    if (!known && changed.length > 0) this.em.persist(plantMonth);
  }
}
