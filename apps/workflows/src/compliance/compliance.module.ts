import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { ComplianceController } from './compliance.controller.ts';
import { ComplianceQueries } from './compliance.queries.ts';
import { PlantScores } from './plant-scores.queries.ts';
import { RecordComplianceHandler } from './record-compliance.handler.ts';

@Module({ imports: [ObligationsModule, PlantsModule], controllers: [ComplianceController], providers: [ComplianceQueries, PlantScores, RecordComplianceHandler], exports: [ComplianceQueries, PlantScores] })
export class ComplianceModule {}
