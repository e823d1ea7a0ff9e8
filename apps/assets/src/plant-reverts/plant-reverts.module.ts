import { Module } from '@nestjs/common';
import { PlantPartsModule } from '../plant-parts/plant-parts.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { PlantRevertsController } from './plant-reverts.controller.ts';
import { RevertPlantChangesHandler } from './revert-plant-changes.handler.ts';

@Module({ imports: [PlantPartsModule, PlantsModule], controllers: [PlantRevertsController], providers: [RevertPlantChangesHandler] })
export class PlantRevertsModule {}
