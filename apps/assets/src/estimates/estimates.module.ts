import { Module } from '@nestjs/common';
import { EstimatesController } from './estimates.controller.ts';
import { EstimatesQueries } from './estimates.queries.ts';

@Module({ controllers: [EstimatesController], providers: [EstimatesQueries] })
export class EstimatesModule {}
