import { Module } from '@nestjs/common';
import { PlantPartsModule } from '../plant-parts/plant-parts.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { ApproveChangeSetHandler } from './approve-change-set.handler.ts';
import { ChangeSetsController } from './change-sets.controller.ts';
import { ChangeSetsQueries } from './change-sets.queries.ts';
import { ChangeSets } from './change-sets.repository.ts';
import { ProposeChangeSetHandler } from './propose-change-set.handler.ts';
import { RejectChangeSetHandler } from './reject-change-set.handler.ts';
import { WithdrawChangeSetHandler } from './withdraw-change-set.handler.ts';

@Module({
  imports: [PlantPartsModule, PlantsModule],
  controllers: [ChangeSetsController],
  providers: [ApproveChangeSetHandler, ChangeSets, ChangeSetsQueries, ProposeChangeSetHandler, RejectChangeSetHandler, WithdrawChangeSetHandler],
})
export class ChangeSetsModule {}
