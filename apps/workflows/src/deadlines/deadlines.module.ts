import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { CompleteDeadlineHandler } from './complete-deadline.handler.ts';
import { DeadlineSnapshots } from './deadline-snapshots.job.ts';
import { DeadlinesController } from './deadlines.controller.ts';
import { DeadlinesQueries } from './deadlines.queries.ts';
import { FollowSettings } from './follow-settings.job.ts';
import { PlantObligationsController } from './plant-obligations.controller.ts';
import { PlantObligationsQueries } from './plant-obligations.queries.ts';
import { PlantObligations } from './plant-obligations.repository.ts';
import { ReconcileObligationsWhenPlantChangesConsumer } from './reconcile-obligations-when-plant-changes.consumer.ts';

@Module({
  imports: [ObligationsModule, PlantsModule, WorkflowsModule],
  controllers: [DeadlinesController, PlantObligationsController],
  providers: [CompleteDeadlineHandler, DeadlineSnapshots, DeadlinesQueries, FollowSettings, PlantObligations, PlantObligationsQueries, ReconcileObligationsWhenPlantChangesConsumer],
  exports: [DeadlinesQueries],
})
export class DeadlinesModule {}
