import { Module } from '@nestjs/common';
import { PlantFactsProjection } from './plant-facts.projection.ts';

@Module({ providers: [PlantFactsProjection], exports: [PlantFactsProjection] })
export class PlantsModule {}
