import { Module } from '@nestjs/common';
import { KeepAuthorityRecordWhenItChangesConsumer } from './keep-authority-record-when-it-changes.consumer.ts';
import { KeepRegistryCardWhenItChangesConsumer } from './keep-registry-card-when-it-changes.consumer.ts';
import { PlantFactsProjection } from './plant-facts.projection.ts';
import { PlantRecordsProjection } from './plant-records.projection.ts';

@Module({
  providers: [KeepAuthorityRecordWhenItChangesConsumer, KeepRegistryCardWhenItChangesConsumer, PlantFactsProjection, PlantRecordsProjection],
  exports: [PlantFactsProjection, PlantRecordsProjection],
})
export class PlantsModule {}
