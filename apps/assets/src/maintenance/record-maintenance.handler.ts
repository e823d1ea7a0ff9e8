import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RecordMaintenanceBody } from '@kairos/contracts';
import { Maintenance } from './maintenance.entity.ts';
import { MaintenanceRepository } from './maintenance.repository.ts';

@Injectable()
export class RecordMaintenanceHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly maintenance: MaintenanceRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, command: RecordMaintenanceBody, actor: Actor): Promise<{ maintenanceId: string }> {
    const today = await this.maintenance.today(plantId, actor);
    await this.maintenance.demandComponent(plantId, command.componentId);
    const recorded = Maintenance.record(command, plantId, actor.tenantId, today);
    this.em.persist(recorded);
    return { maintenanceId: recorded.id };
  }
}
