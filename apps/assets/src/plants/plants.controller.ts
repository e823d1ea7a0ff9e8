import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ApplyBatchBody, ChangePlantBody, ChangePlantStatusBody, ListPlantsQuery, BatchReceipt, ListPlantChangesQuery, PlantChangePage, PlantId, PlantPage, PlantView, ReadPlantQuery, RegisteredPlant, RegisterPlantBody, UndoAnswer, UndoBatchesBody, UndoChunkBody, UndoChunkReceipt,
} from '@kairos/contracts';
import { IfMatch, Returns, zod, zodInBulk } from '@kairos/http';
import { PlantChangesQueries } from '../plant-changes/plant-changes.queries.ts';
import { ApplyPlantBatchHandler } from '../plant-batches/apply-plant-batch.handler.ts';
import { ChangePlantStatusHandler } from './change-plant-status.handler.ts';
import { DeletePlantHandler } from './delete-plant.handler.ts';
import { PlanPlantBatchHandler } from '../plant-batches/plan-plant-batch.handler.ts';
import { PlantsQueries } from './plants.queries.ts';
import { RegisterPlantHandler } from './register-plant.handler.ts';
import { UndoPlantChunkHandler } from '../plant-undo/undo-plant-chunk.handler.ts';
import { UndoPlantImportHandler } from '../plant-undo/undo-plant-import.handler.ts';
import { UpdatePlantHandler } from './update-plant.handler.ts';

@Controller('api/v1/assets/plants')
export class PlantsController {
  constructor(
    private readonly queries: PlantsQueries,
    private readonly changes: PlantChangesQueries,
    private readonly registerPlant: RegisterPlantHandler,
    private readonly updatePlant: UpdatePlantHandler,
    private readonly changePlantStatus: ChangePlantStatusHandler,
    private readonly deletePlant: DeletePlantHandler,
    private readonly applyPlantBatch: ApplyPlantBatchHandler,
    private readonly planPlantBatch: PlanPlantBatchHandler,
    private readonly undoPlantImport: UndoPlantImportHandler,
    private readonly undoPlantChunk: UndoPlantChunkHandler,
  ) {}

  @Get()
  @RequirePermission('assets.plant.read')
  @Returns(PlantPage, 'List plants')
  list(@Query(zod(ListPlantsQuery)) query: ListPlantsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get(':plantId')
  @RequirePermission('assets.plant.read')
  @Returns(PlantView, 'Read a plant')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(ReadPlantQuery)) { asOf }: ReadPlantQuery, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, actor, asOf);
  }

  @Get(':plantId/changes')
  @RequirePermission('assets.plant.read')
  @Returns(PlantChangePage, 'List what changed in a plant, the last first')
  async listChanges(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(ListPlantChangesQuery)) query: ListPlantChangesQuery, @CurrentActor() actor: Actor) {
    await this.queries.read(plantId, actor);
    return this.changes.list(plantId, query, actor);
  }

  @Post()
  @RequirePermission('assets.plant.register')
  @Returns(RegisteredPlant, 'Register a plant')
  register(@Body(zod(RegisterPlantBody)) body: RegisterPlantBody, @CurrentActor() actor: Actor) {
    return this.registerPlant.execute(body, actor);
  }

  @Patch(':plantId')
  @RequirePermission('assets.plant.update')
  @Returns(PlantView, 'Change facts about a plant')
  async update(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(ChangePlantBody)) body: ChangePlantBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.updatePlant.execute(plantId, body, version, actor);
    return this.queries.read(plantId, actor);
  }

  @Post(':plantId/status')
  @HttpCode(200)
  @RequirePermission('assets.plant.update')
  @Returns(PlantView, 'Move a plant to another status')
  async changeStatus(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(ChangePlantStatusBody)) body: ChangePlantStatusBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changePlantStatus.execute(plantId, body, version, actor);
    return this.queries.read(plantId, actor);
  }

  @Delete(':plantId')
  @HttpCode(204)
  @RequirePermission('assets.plant.delete')
  @Returns(null, 'Remove a plant from the portfolio')
  delete(@Param('plantId', zod(PlantId)) plantId: PlantId, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.deletePlant.execute(plantId, version, actor);
  }

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('assets.plant.import')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor) {
    return body.dryRun ? this.planPlantBatch.execute(body, actor) : this.applyPlantBatch.execute(body, actor);
  }

  @Post('batches/undo')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoAnswer, 'Look whether an import can be undone, and open the undo')
  undo(@Body(zod(UndoBatchesBody)) body: UndoBatchesBody, @CurrentActor() actor: Actor) {
    return this.undoPlantImport.execute(body, actor);
  }

  @Post('batches/undo/chunks')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoChunkReceipt, 'Undo one chunk of an import')
  undoChunk(@Body(zod(UndoChunkBody)) body: UndoChunkBody, @CurrentActor() actor: Actor) {
    return this.undoPlantChunk.execute(body, actor);
  }
}
