import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RecipeTemplateShareParams } from '@kairos/contracts';
import { OwnRecipeTemplates } from './own-recipe-templates.repository.ts';
import { RecipeTemplateShare } from './recipe-template-share.entity.ts';
import { RecipeTemplateShareNotFound } from './recipe-template.errors.ts';

@Injectable()
export class RevokeRecipeTemplateShareHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: OwnRecipeTemplates,
  ) {}

  @Transactional()
  async execute({ recipeTemplateId, recipeTemplateShareId }: RecipeTemplateShareParams, actor: Actor): Promise<void> {
    await this.templates.take(recipeTemplateId, actor);
    const share = await this.em.findOne(RecipeTemplateShare, { id: recipeTemplateShareId, recipeTemplateId });
    if (!share) throw new RecipeTemplateShareNotFound();
    this.em.remove(share);
  }
}
