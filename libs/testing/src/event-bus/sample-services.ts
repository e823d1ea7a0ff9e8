import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { defineEntity, p } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { PlantChanged, PlantRegistered, type EventOf, type PlantState } from '@kairos/contracts';
import { Consumes, record, type EventConsumer } from '@kairos/event-bus';
import { defineService, ServiceConfig, ServiceKitModule } from '@kairos/service-kit';

const TurbineSchema = defineEntity({
  name: 'Turbine',
  tableName: 'turbine',
  properties: { id: p.uuid().primary(), tenantId: p.uuid(), name: p.string(), version: p.integer().version() },
});

/** The smallest aggregate that publishes: it stands on the assets stream and says what a plant says. */
export class Turbine extends TurbineSchema.class {
  static raise(tenantId: string, name: string): Turbine {
    const turbine = Object.assign(new Turbine(), { id: randomUUID(), tenantId, name, version: 1 });
    record(turbine, PlantRegistered, turbine.state());
    return turbine;
  }

  rename(name: string): void {
    this.name = name;
    record(this, PlantChanged, { ...this.state(), changedFields: ['name'] });
  }

  /** Records without changing a column. */
  mention(): void {
    record(this, PlantChanged, { ...this.state(), changedFields: [] });
  }

  private state(): PlantState {
    const facts = { code: this.name, name: this.name, type: 'Wind', status: 'In Operation', capacityKw: '30', protectedArea: false } as const;
    const recorded = { incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null };
    return { plantId: this.id as PlantState['plantId'], ...facts, ...recorded, municipality: null, province: null, region: null, commissionedOn: null, commissioningYear: null };
  }
}
TurbineSchema.setClass(Turbine);

/** Counts what it sees; a plant named `poison` it can never digest. */
@Injectable()
@Consumes('workflows-plant-obligations', PlantRegistered, PlantChanged)
class CountSightings implements EventConsumer {
  constructor(private readonly em: EntityManager) {}

  async handle(event: EventOf<typeof PlantRegistered>): Promise<void> {
    const { plantId, name } = event.data;
    await this.em.execute(
      `insert into sighting (tenant_id, plant_id, name, aggregate_version) values (?, ?, ?, ?)
       on conflict (tenant_id, plant_id) do update set times = sighting.times + 1,
         name = case when excluded.aggregate_version >= sighting.aggregate_version then excluded.name else sighting.name end,
         aggregate_version = greatest(sighting.aggregate_version, excluded.aggregate_version)`,
      [event.tenantid, plantId, name, event.aggregateversion],
    );
    if (name === 'poison') throw new Error('This event cannot be digested.');
  }
}

@Module({})
class ProducerModule {
  static forConfig(config: ServiceConfig): DynamicModule {
    return { module: ProducerModule, imports: [ServiceKitModule.forService({ service: 'assets', config, entities: [Turbine] })] };
  }
}

@Module({ providers: [CountSightings] })
class ConsumerModule {
  static forConfig(config: ServiceConfig): DynamicModule {
    return { module: ConsumerModule, imports: [ServiceKitModule.forService({ service: 'workflows', config, entities: [] })] };
  }
}

export const producer = defineService({
  name: 'assets', config: ServiceConfig, module: (config) => ProducerModule.forConfig(config), migrations: new URL('./migrations-of-producer/', import.meta.url),
});
export const consumer = defineService({
  name: 'workflows', config: ServiceConfig, module: (config) => ConsumerModule.forConfig(config), migrations: new URL('./migrations-of-consumer/', import.meta.url),
});
