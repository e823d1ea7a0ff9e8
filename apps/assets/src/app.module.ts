import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@kairos/service-kit';
import { AuthorityRecord } from './authority-records/authority-record.entity.ts';
import { AuthorityRecordsModule } from './authority-records/authority-records.module.ts';
import { ChangeSet } from './change-sets/change-set.entity.ts';
import { ChangeSetsModule } from './change-sets/change-sets.module.ts';
import type { AssetsConfig } from './config.ts';
import { Component } from './components/component.entity.ts';
import { ComponentBatchesModule } from './component-batches/component-batches.module.ts';
import { ComponentsModule } from './components/components.module.ts';
import { CustomField } from './custom-fields/custom-field.entity.ts';
import { CustomFieldsModule } from './custom-fields/custom-fields.module.ts';
import { EstimatesModule } from './estimates/estimates.module.ts';
import { Maintenance } from './maintenance/maintenance.entity.ts';
import { MaintenanceModule } from './maintenance/maintenance.module.ts';
import { PlantChange } from './plant-changes/plant-change.entity.ts';
import { PlantChangesSubscriber } from './plant-changes/plant-changes.subscriber.ts';
import { PerformanceModule } from './performance/performance.module.ts';
import { PlantMonth } from './performance/plant-month.entity.ts';
import { PlantRevertsModule } from './plant-reverts/plant-reverts.module.ts';
import { Plant } from './plants/plant.entity.ts';
import { PlantsModule } from './plants/plants.module.ts';
import { PortfolioModule } from './portfolio/portfolio.module.ts';
import { ReadingBatchesModule } from './reading-batches/reading-batches.module.ts';
import { ReadingUpload } from './readings/reading-upload.entity.ts';
import { ReadingsModule } from './readings/readings.module.ts';
import { RegistryCard } from './registry-cards/registry-card.entity.ts';
import { RegistryCardsModule } from './registry-cards/registry-cards.module.ts';
import { SavedView } from './saved-views/saved-view.entity.ts';
import { SavedViewsModule } from './saved-views/saved-views.module.ts';

const aggregates = [
  AuthorityRecordsModule,
  ChangeSetsModule,
  ComponentBatchesModule,
  ComponentsModule,
  CustomFieldsModule,
  EstimatesModule,
  MaintenanceModule,
  PlantRevertsModule,
  PlantsModule,
  PortfolioModule,
  PerformanceModule,
  ReadingBatchesModule,
  ReadingsModule,
  RegistryCardsModule,
  SavedViewsModule,
];
const entities = [
  AuthorityRecord,
  ChangeSet,
  Component,
  CustomField,
  Maintenance,
  Plant,
  PlantChange,
  PlantMonth,
  ReadingUpload,
  RegistryCard,
  SavedView,
];

@Module({})
export class AppModule {
  static forConfig(config: AssetsConfig): DynamicModule {
    return { module: AppModule, imports: [ServiceKitModule.forService({ service: 'assets', config, entities, subscribers: [new PlantChangesSubscriber()], usage: [{ of: 'plants', limit: 'plants', unit: 1, sql: 'select count(*) from plant where deleted_at is null' }] }), ...aggregates] };
  }
}
