import { Module } from '@nestjs/common';
import { RemoveViewHandler } from './remove-view.handler.ts';
import { ReplaceViewHandler } from './replace-view.handler.ts';
import { SavedViewsController } from './saved-views.controller.ts';
import { SavedViewsQueries } from './saved-views.queries.ts';
import { SavedViews } from './saved-views.repository.ts';
import { SaveViewHandler } from './save-view.handler.ts';

@Module({ controllers: [SavedViewsController], providers: [RemoveViewHandler, ReplaceViewHandler, SavedViews, SavedViewsQueries, SaveViewHandler] })
export class SavedViewsModule {}
