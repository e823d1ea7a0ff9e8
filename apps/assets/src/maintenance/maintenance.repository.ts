import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { Maintenance } from './maintenance.entity.ts';
import { ComponentNotInPlant, MaintenanceNotFound } from './maintenance.errors.ts';

@Injectable()
export class MaintenanceRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  /** @returns the date it is where the plant is */
  async today(plantId: string, actor: Actor): Promise<string> {
    return dateIn((await this.plants.demand(plantId, actor)).timeZone, new Date());
  }

  /** The maintenance as a command may change it, and the date it is there. What the actor does not reach does not exist. */
  async reach(plantId: string, maintenanceId: string, actor: Actor): Promise<{ maintenance: Maintenance; today: string }> {
    const today = await this.today(plantId, actor);
    const maintenance = await this.em.findOne(Maintenance, { id: maintenanceId, plantId });
    if (!maintenance) throw new MaintenanceNotFound();
    return { maintenance, today };
  }

  /** @throws ComponentNotInPlant */
  async demandComponent(plantId: string, componentId: string | null | undefined): Promise<void> {
    if (!componentId) return;
    const found = await tenantQuery(this.em, 'select 1 from component where id = $1 and plant_id = $2', [componentId, plantId]);
    if (found.length === 0) throw new ComponentNotInPlant();
  }
}
