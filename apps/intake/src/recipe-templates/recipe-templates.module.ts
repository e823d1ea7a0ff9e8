import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { RecipesModule } from '../recipes/recipes.module.ts';
import { ChangeRecipeTemplateHandler } from './change-recipe-template.handler.ts';
import { OwnRecipeTemplates } from './own-recipe-templates.repository.ts';
import { PublishRecipeTemplateHandler } from './publish-recipe-template.handler.ts';
import { RecipeTemplatesController } from './recipe-templates.controller.ts';
import { RecipeTemplatesQueries } from './recipe-templates.queries.ts';
import { RevokeRecipeTemplateShareHandler } from './revoke-recipe-template-share.handler.ts';
import { ShareRecipeTemplateHandler } from './share-recipe-template.handler.ts';
import { ShippedRecipeTemplates } from './shipped-recipe-templates.ts';
import { UseRecipeTemplateHandler } from './use-recipe-template.handler.ts';
import { WithdrawRecipeTemplateHandler } from './withdraw-recipe-template.handler.ts';

@Module({
  imports: [ConnectorsModule, RecipesModule],
  controllers: [RecipeTemplatesController],
  providers: [
    ChangeRecipeTemplateHandler, OwnRecipeTemplates, PublishRecipeTemplateHandler, RecipeTemplatesQueries, RevokeRecipeTemplateShareHandler, ShareRecipeTemplateHandler, ShippedRecipeTemplates, UseRecipeTemplateHandler,
    WithdrawRecipeTemplateHandler,
  ],
})
export class RecipeTemplatesModule {}
