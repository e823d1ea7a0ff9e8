import { Module } from '@nestjs/common';
import { AuthorityRecordsModule } from '../authority-records/authority-records.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { RegistryCardsModule } from '../registry-cards/registry-cards.module.ts';
import { PlantRevertsController } from './plant-reverts.controller.ts';
import { RevertPlantChangesHandler } from './revert-plant-changes.handler.ts';

@Module({ imports: [AuthorityRecordsModule, PlantsModule, RegistryCardsModule], controllers: [PlantRevertsController], providers: [RevertPlantChangesHandler] })
export class PlantRevertsModule {}
