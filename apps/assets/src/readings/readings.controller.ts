import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ComponentId, ListReadingCorrectionsQuery, ListReadingsQuery, PlantId, ReadingCorrectionPage, ReadingGaps, ReadingPage, ReadingSpikes, ReadingWindowQuery, UploadedReadings, UploadReadingsBody,
} from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ReadingsQueries } from './readings.queries.ts';
import { UploadReadingsHandler } from './upload-readings.handler.ts';

@Controller('api/v1/assets/plants/:plantId/meters/:componentId/readings')
export class ReadingsController {
  constructor(
    private readonly queries: ReadingsQueries,
    private readonly uploadReadings: UploadReadingsHandler,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('assets.reading.record')
  @Returns(UploadedReadings, 'Record readings of a meter, or correct them')
  upload(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Body(zod(UploadReadingsBody)) body: UploadReadingsBody, @CurrentActor() actor: Actor) {
    return this.uploadReadings.execute(plantId, componentId, body, actor);
  }

  @Get()
  @RequirePermission('assets.reading.read')
  @Returns(ReadingPage, 'List the readings of a meter')
  list(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Query(zod(ListReadingsQuery)) query: ListReadingsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(plantId, componentId, query, actor);
  }

  @Get('corrections')
  @RequirePermission('assets.reading.read')
  @Returns(ReadingCorrectionPage, 'List what corrections of readings replaced')
  corrections(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Query(zod(ListReadingCorrectionsQuery)) query: ListReadingCorrectionsQuery, @CurrentActor() actor: Actor) {
    return this.queries.corrections(plantId, componentId, query, actor);
  }

  @Get('gaps')
  @RequirePermission('assets.reading.read')
  @Returns(ReadingGaps, 'Find times of which no reading tells')
  gaps(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Query(zod(ReadingWindowQuery)) window: ReadingWindowQuery, @CurrentActor() actor: Actor) {
    return this.queries.gaps(plantId, componentId, window, actor);
  }

  @Get('spikes')
  @RequirePermission('assets.reading.read')
  @Returns(ReadingSpikes, 'Find readings that can hardly be')
  spikes(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Query(zod(ReadingWindowQuery)) window: ReadingWindowQuery, @CurrentActor() actor: Actor) {
    return this.queries.spikes(plantId, componentId, window, actor);
  }
}
