import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeMaintenanceStatusBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { MaintenanceRepository } from './maintenance.repository.ts';

@Injectable()
export class ChangeMaintenanceStatusHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly records: MaintenanceRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, maintenanceId: string, command: ChangeMaintenanceStatusBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { maintenance, today } = await this.records.reach(plantId, maintenanceId, actor);
    expectVersion(maintenance.version, expectedVersion);
    maintenance.changeStatus(command, today);
  }
}
