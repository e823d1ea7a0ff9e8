import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { MaintenanceSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Maintenance } from './maintenance.entity.ts';

@Injectable()
@Snapshots('assets.maintenance')
export class MaintenanceSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Maintenance[]> {
    const found = await this.em.find(Maintenance, where, options);
    for (const maintenance of found) record(maintenance, MaintenanceSnapshot, maintenance.state());
    return found;
  }
}
