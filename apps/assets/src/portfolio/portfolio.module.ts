import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { PlantExport } from './plant-export.ts';
import { PortfolioController } from './portfolio.controller.ts';
import { PortfolioQueries } from './portfolio.queries.ts';

@Module({ imports: [CustomFieldsModule, PlantsModule], controllers: [PortfolioController], providers: [PlantExport, PortfolioQueries] })
export class PortfolioModule {}
