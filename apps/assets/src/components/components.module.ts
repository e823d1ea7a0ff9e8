import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { ComponentRepository } from './component.repository.ts';
import { ComponentSnapshots } from './component-snapshots.job.ts';
import { ComponentsController } from './components.controller.ts';
import { ComponentsQueries } from './components.queries.ts';
import { MoveComponentHandler } from './move-component.handler.ts';
import { RegisterComponentHandler } from './register-component.handler.ts';
import { RemoveComponentHandler } from './remove-component.handler.ts';
import { UpdateComponentHandler } from './update-component.handler.ts';

@Module({
  imports: [PlantsModule],
  controllers: [ComponentsController],
  providers: [ComponentRepository, ComponentSnapshots, ComponentsQueries, MoveComponentHandler, RegisterComponentHandler, RemoveComponentHandler, UpdateComponentHandler],
})
export class ComponentsModule {}
