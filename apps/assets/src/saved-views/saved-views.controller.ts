import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { SavedView, SavedViewId, SavedViewList, SaveViewBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { RemoveViewHandler } from './remove-view.handler.ts';
import { ReplaceViewHandler } from './replace-view.handler.ts';
import { SavedViewsQueries } from './saved-views.queries.ts';
import { SaveViewHandler } from './save-view.handler.ts';

/** Whoever sees plants may keep how they look at them. What a view shows is up to who looks: it holds filters, no plants. */
@Controller('api/v1/assets/saved-views')
export class SavedViewsController {
  constructor(
    private readonly queries: SavedViewsQueries,
    private readonly saveView: SaveViewHandler,
    private readonly replaceView: ReplaceViewHandler,
    private readonly removeView: RemoveViewHandler,
  ) {}

  @Get()
  @RequirePermission('assets.plant.read')
  @Returns(SavedViewList, 'List one’s own views of the portfolio and those that are shared')
  list(@CurrentActor() actor: Actor) {
    return this.queries.list(actor);
  }

  @Get(':savedViewId')
  @RequirePermission('assets.plant.read')
  @Returns(SavedView, 'Read a view')
  read(@Param('savedViewId', zod(SavedViewId)) savedViewId: SavedViewId, @CurrentActor() actor: Actor) {
    return this.queries.read(savedViewId, actor);
  }

  @Post()
  @RequirePermission('assets.plant.read')
  @Returns(SavedView, 'Save a view, for oneself or for everybody')
  async save(@Body(zod(SaveViewBody)) body: SaveViewBody, @CurrentActor() actor: Actor) {
    return this.queries.read(await this.saveView.execute(body, actor), actor);
  }

  @Put(':savedViewId')
  @RequirePermission('assets.plant.read')
  @Returns(SavedView, 'Replace a view of one’s own')
  async replace(@Param('savedViewId', zod(SavedViewId)) savedViewId: SavedViewId, @Body(zod(SaveViewBody)) body: SaveViewBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.replaceView.execute(savedViewId, body, version, actor);
    return this.queries.read(savedViewId, actor);
  }

  @Delete(':savedViewId')
  @HttpCode(204)
  @RequirePermission('assets.plant.read')
  @Returns(null, 'Remove a view of one’s own')
  remove(@Param('savedViewId', zod(SavedViewId)) savedViewId: SavedViewId, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.removeView.execute(savedViewId, version, actor);
  }
}
