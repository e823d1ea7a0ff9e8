import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { PlantExport } from './plant-export.ts';
import { PortfolioController } from './portfolio.controller.ts';
import { PortfolioQueries } from './portfolio.queries.ts';

@Module({ imports: [PlantsModule], controllers: [PortfolioController], providers: [PlantExport, PortfolioQueries] })
export class PortfolioModule {}
