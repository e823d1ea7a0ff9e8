import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { CompleteDeadlineHandler } from './complete-deadline.handler.ts';
import { DeadlineSnapshots } from './deadline-snapshots.job.ts';
import { DeadlinesController } from './deadlines.controller.ts';
import { DeadlinesQueries } from './deadlines.queries.ts';
import { ReconcileObligationsWhenPlantChangesConsumer } from './reconcile-obligations-when-plant-changes.consumer.ts';

@Module({
  imports: [ObligationsModule, PlantsModule],
  controllers: [DeadlinesController],
  providers: [CompleteDeadlineHandler, DeadlineSnapshots, DeadlinesQueries, ReconcileObligationsWhenPlantChangesConsumer],
})
export class DeadlinesModule {}
