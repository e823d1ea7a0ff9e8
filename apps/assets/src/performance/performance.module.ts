import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { PerformanceController } from './performance.controller.ts';
import { PerformanceQueries } from './performance.queries.ts';
import { PlantMonthSnapshots } from './plant-month-snapshots.job.ts';
import { PortfolioMonthsQueries } from './portfolio-months.queries.ts';
import { PortfolioProductionController } from './portfolio-production.controller.ts';
import { PortfolioProductionQueries } from './portfolio-production.queries.ts';
import { RecordPlantMonthHandler } from './record-plant-month.handler.ts';

@Module({
  imports: [PlantsModule],
  controllers: [PerformanceController, PortfolioProductionController],
  providers: [PerformanceQueries, PlantMonthSnapshots, PortfolioMonthsQueries, PortfolioProductionQueries, RecordPlantMonthHandler],
})
export class PerformanceModule {}
