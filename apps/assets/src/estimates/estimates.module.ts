import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { EstimatesController } from './estimates.controller.ts';
import { EstimatesQueries } from './estimates.queries.ts';

@Module({ imports: [PlantsModule], controllers: [EstimatesController], providers: [EstimatesQueries] })
export class EstimatesModule {}
