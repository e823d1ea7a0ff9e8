import { Injectable } from '@nestjs/common';
import { RegistryCardSnapshot, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { PlantRecordsProjection } from './plant-records.projection.ts';

type Told = EventOf<typeof RegistryCardSnapshot>;

/** The registry card of a plant is known as assets told it last. */
@Injectable()
@Consumes('workflows-registry-cards', RegistryCardSnapshot)
export class KeepRegistryCardWhenItChangesConsumer implements EventConsumer {
  constructor(private readonly records: PlantRecordsProjection) {}

  handle(event: Told): Promise<void> {
    return this.handleAll([event]);
  }

  handleAll(events: readonly Told[]): Promise<void> {
    return this.records.apply(events.map(({ aggregateversion, data }) => ({ plantId: data.plantId, kind: 'registry-card' as const, fields: data.fields, version: aggregateversion })));
  }
}
