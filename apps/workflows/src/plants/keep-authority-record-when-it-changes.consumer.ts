import { Injectable } from '@nestjs/common';
import { AuthorityRecordSnapshot, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { PlantRecordsProjection } from './plant-records.projection.ts';

type Told = EventOf<typeof AuthorityRecordSnapshot>;

/** What an authority holds of a plant is known as assets told it last. */
@Injectable()
@Consumes('workflows-authority-records', AuthorityRecordSnapshot)
export class KeepAuthorityRecordWhenItChangesConsumer implements EventConsumer {
  constructor(private readonly records: PlantRecordsProjection) {}

  handle(event: Told): Promise<void> {
    return this.handleAll([event]);
  }

  handleAll(events: readonly Told[]): Promise<void> {
    return this.records.apply(events.map(({ aggregateversion, data }) => ({ plantId: data.plantId, kind: data.authority, fields: data.fields, version: aggregateversion })));
  }
}
