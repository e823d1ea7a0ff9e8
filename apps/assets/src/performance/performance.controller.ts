import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PlantId, PlantMonthName, PlantMonthView, PlantPerformance, PlantPerformanceQuery, RecordPlantMonthBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { PerformanceQueries } from './performance.queries.ts';
import { RecordPlantMonthHandler } from './record-plant-month.handler.ts';

@Controller('api/v1/assets/plants/:plantId/performance')
export class PerformanceController {
  constructor(
    private readonly queries: PerformanceQueries,
    private readonly recordPlantMonth: RecordPlantMonthHandler,
  ) {}

  @Get()
  @RequirePermission('assets.performance.read')
  @Returns(PlantPerformance, 'Read what a plant yielded and earned, month by month')
  list(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(PlantPerformanceQuery)) query: PlantPerformanceQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(plantId, query, actor);
  }

  @Get(':month')
  @RequirePermission('assets.performance.read')
  @Returns(PlantMonthView, 'Read a month of a plant')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('month', zod(PlantMonthName)) month: string, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, month, actor);
  }

  @Put(':month')
  @RequirePermission('assets.performance.record')
  @Returns(PlantMonthView, 'Enter what is known of a month of a plant')
  async record(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('month', zod(PlantMonthName)) month: string, @Body(zod(RecordPlantMonthBody)) body: RecordPlantMonthBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.recordPlantMonth.execute(plantId, month, body, version, actor);
    return this.queries.read(plantId, month, actor);
  }
}
