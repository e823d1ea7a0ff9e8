import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { ChangeMaintenanceStatusHandler } from './change-maintenance-status.handler.ts';
import { MaintenanceController } from './maintenance.controller.ts';
import { MaintenanceQueries } from './maintenance.queries.ts';
import { MaintenanceRepository } from './maintenance.repository.ts';
import { MaintenanceSnapshots } from './maintenance-snapshots.job.ts';
import { RecordMaintenanceHandler } from './record-maintenance.handler.ts';
import { UpdateMaintenanceHandler } from './update-maintenance.handler.ts';

@Module({
  imports: [PlantsModule],
  controllers: [MaintenanceController],
  providers: [ChangeMaintenanceStatusHandler, MaintenanceQueries, MaintenanceRepository, MaintenanceSnapshots, RecordMaintenanceHandler, UpdateMaintenanceHandler],
})
export class MaintenanceModule {}
