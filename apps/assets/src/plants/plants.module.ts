import { Module } from '@nestjs/common';
import { PlantChangesModule } from '../plant-changes/plant-changes.module.ts';
import { ApplyPlantBatchHandler } from '../plant-batches/apply-plant-batch.handler.ts';
import { ChangePlantStatusHandler } from './change-plant-status.handler.ts';
import { DeletePlantHandler } from './delete-plant.handler.ts';
import { PlanPlantBatchHandler } from '../plant-batches/plan-plant-batch.handler.ts';
import { MatchPlantsController } from '../plant-matches/match-plants.controller.ts';
import { MatchPlantsQueries } from '../plant-matches/match-plants.queries.ts';
import { PlantAllowances } from './plant-allowances.repository.ts';
import { PlantImportHistory } from '../plant-batches/plant-import-history.repository.ts';
import { PlantImportUndos } from '../plant-undo/plant-import-undos.repository.ts';
import { PlantRepository } from './plant.repository.ts';
import { PlantRulesRepository } from './plant-rules.repository.ts';
import { PlantSnapshots } from './plant-snapshots.job.ts';
import { PlantsController } from './plants.controller.ts';
import { PlantsQueries } from './plants.queries.ts';
import { ReachedPlants } from './reached-plants.repository.ts';
import { RegisterPlantHandler } from './register-plant.handler.ts';
import { UndoPlantChunkHandler } from '../plant-undo/undo-plant-chunk.handler.ts';
import { UndoPlantImportHandler } from '../plant-undo/undo-plant-import.handler.ts';
import { UpdatePlantHandler } from './update-plant.handler.ts';

@Module({
  imports: [PlantChangesModule],
  controllers: [MatchPlantsController, PlantsController],
  providers: [
    ApplyPlantBatchHandler,
    ChangePlantStatusHandler,
    DeletePlantHandler,
    PlanPlantBatchHandler,
    MatchPlantsQueries,
    PlantAllowances,
    PlantImportHistory,
    PlantImportUndos,
    PlantRepository,
    PlantRulesRepository,
    PlantSnapshots,
    PlantsQueries,
    ReachedPlants,
    RegisterPlantHandler,
    UndoPlantChunkHandler,
    UndoPlantImportHandler,
    UpdatePlantHandler,
  ],
  exports: [PlantRepository, PlantRulesRepository, PlantsQueries, ReachedPlants],
})
export class PlantsModule {}
