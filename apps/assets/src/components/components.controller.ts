import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ComponentId, ComponentPage, ComponentTree, ComponentView, ListComponentsQuery, MoveComponentBody, PlantId, RegisterComponentBody, RegisteredComponent, RemoveComponentBody, UpdateComponentBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ComponentsQueries } from './components.queries.ts';
import { MoveComponentHandler } from './move-component.handler.ts';
import { RegisterComponentHandler } from './register-component.handler.ts';
import { RemoveComponentHandler } from './remove-component.handler.ts';
import { UpdateComponentHandler } from './update-component.handler.ts';

@Controller('api/v1/assets/plants/:plantId')
export class ComponentsController {
  constructor(
    private readonly queries: ComponentsQueries,
    private readonly registerComponent: RegisterComponentHandler,
    private readonly updateComponent: UpdateComponentHandler,
    private readonly moveComponent: MoveComponentHandler,
    private readonly removeComponent: RemoveComponentHandler,
  ) {}

  @Get('components')
  @RequirePermission('assets.component.read')
  @Returns(ComponentPage, 'List the components of a plant')
  list(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(ListComponentsQuery)) query: ListComponentsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(plantId, query, actor);
  }

  @Get('component-tree')
  @RequirePermission('assets.component.read')
  @Returns(ComponentTree, 'Read what is part of what in a plant')
  tree(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.tree(plantId, actor);
  }

  @Get('components/:componentId')
  @RequirePermission('assets.component.read')
  @Returns(ComponentView, 'Read a component')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, componentId, actor);
  }

  @Post('components')
  @RequirePermission('assets.component.manage')
  @Returns(RegisteredComponent, 'Register a component')
  register(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(RegisterComponentBody)) body: RegisterComponentBody, @CurrentActor() actor: Actor) {
    return this.registerComponent.execute(plantId, body, actor);
  }

  @Patch('components/:componentId')
  @RequirePermission('assets.component.manage')
  @Returns(ComponentView, 'Change facts about a component')
  async update(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Body(zod(UpdateComponentBody)) body: UpdateComponentBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.updateComponent.execute(plantId, componentId, body, version, actor);
    return this.queries.read(plantId, componentId, actor);
  }

  @Post('components/:componentId/parent')
  @HttpCode(200)
  @RequirePermission('assets.component.manage')
  @Returns(ComponentView, 'Move a component, with all its parts')
  async move(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Body(zod(MoveComponentBody)) body: MoveComponentBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.moveComponent.execute(plantId, componentId, body, version, actor);
    return this.queries.read(plantId, componentId, actor);
  }

  @Post('components/:componentId/removal')
  @HttpCode(200)
  @RequirePermission('assets.component.manage')
  @Returns(ComponentView, 'Take a component out of its plant')
  async remove(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('componentId', zod(ComponentId)) componentId: ComponentId, @Body(zod(RemoveComponentBody)) body: RemoveComponentBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.removeComponent.execute(plantId, componentId, body, version, actor);
    return this.queries.read(plantId, componentId, actor);
  }
}
