import { Module } from '@nestjs/common';
import { PlantChangesQueries } from './plant-changes.queries.ts';

@Module({ providers: [PlantChangesQueries], exports: [PlantChangesQueries] })
export class PlantChangesModule {}
