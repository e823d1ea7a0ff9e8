import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { ReadingRepository } from './reading.repository.ts';
import { ReadingsController } from './readings.controller.ts';
import { ReadingsQueries } from './readings.queries.ts';
import { UploadReadingsHandler } from './upload-readings.handler.ts';

@Module({ imports: [PlantsModule], controllers: [ReadingsController], providers: [ReadingRepository, ReadingsQueries, UploadReadingsHandler], exports: [ReadingRepository] })
export class ReadingsModule {}
