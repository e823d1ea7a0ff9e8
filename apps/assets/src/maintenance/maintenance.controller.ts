import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ChangeMaintenanceStatusBody, ListMaintenanceQuery, ListPlantMaintenanceQuery, MaintenanceId, MaintenancePage, MaintenanceView, PlantId, RecordedMaintenance, RecordMaintenanceBody, UpdateMaintenanceBody,
} from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import type { z } from 'zod';
import { ChangeMaintenanceStatusHandler } from './change-maintenance-status.handler.ts';
import { MaintenanceQueries } from './maintenance.queries.ts';
import { RecordMaintenanceHandler } from './record-maintenance.handler.ts';
import { UpdateMaintenanceHandler } from './update-maintenance.handler.ts';

@Controller('api/v1/assets')
export class MaintenanceController {
  constructor(
    private readonly queries: MaintenanceQueries,
    private readonly recordMaintenance: RecordMaintenanceHandler,
    private readonly updateMaintenance: UpdateMaintenanceHandler,
    private readonly changeStatus: ChangeMaintenanceStatusHandler,
  ) {}

  @Get('maintenance')
  @RequirePermission('assets.maintenance.read')
  @Returns(MaintenancePage, 'List the maintenance of all plants')
  listAll(@Query(zod(ListMaintenanceQuery)) query: ListMaintenanceQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('plants/:plantId/maintenance')
  @RequirePermission('assets.maintenance.read')
  @Returns(MaintenancePage, 'List the maintenance of a plant')
  list(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(ListPlantMaintenanceQuery)) query: z.infer<typeof ListPlantMaintenanceQuery>, @CurrentActor() actor: Actor) {
    return this.queries.listOfPlant(plantId, query, actor);
  }

  @Get('plants/:plantId/maintenance/:maintenanceId')
  @RequirePermission('assets.maintenance.read')
  @Returns(MaintenanceView, 'Read maintenance')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('maintenanceId', zod(MaintenanceId)) maintenanceId: MaintenanceId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, maintenanceId, actor);
  }

  @Post('plants/:plantId/maintenance')
  @RequirePermission('assets.maintenance.record')
  @Returns(RecordedMaintenance, 'Plan maintenance, or record what was done')
  record(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(RecordMaintenanceBody)) body: RecordMaintenanceBody, @CurrentActor() actor: Actor) {
    return this.recordMaintenance.execute(plantId, body, actor);
  }

  @Patch('plants/:plantId/maintenance/:maintenanceId')
  @RequirePermission('assets.maintenance.record')
  @Returns(MaintenanceView, 'Change facts about maintenance')
  async update(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('maintenanceId', zod(MaintenanceId)) maintenanceId: MaintenanceId, @Body(zod(UpdateMaintenanceBody)) body: UpdateMaintenanceBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.updateMaintenance.execute(plantId, maintenanceId, body, version, actor);
    return this.queries.read(plantId, maintenanceId, actor);
  }

  @Post('plants/:plantId/maintenance/:maintenanceId/status')
  @HttpCode(200)
  @RequirePermission('assets.maintenance.record')
  @Returns(MaintenanceView, 'Begin, complete, put off or cancel maintenance')
  async change(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('maintenanceId', zod(MaintenanceId)) maintenanceId: MaintenanceId, @Body(zod(ChangeMaintenanceStatusBody)) body: ChangeMaintenanceStatusBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeStatus.execute(plantId, maintenanceId, body, version, actor);
    return this.queries.read(plantId, maintenanceId, actor);
  }
}
