import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { OwnRecipeTemplates } from './own-recipe-templates.repository.ts';
import { RecipeTemplateShare } from './recipe-template-share.entity.ts';

/** Takes a template away, from those it is shared with as well. Recipes that were made of it stay. */
@Injectable()
export class WithdrawRecipeTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: OwnRecipeTemplates,
  ) {}

  @Transactional()
  async execute(recipeTemplateId: string, actor: Actor): Promise<void> {
    const template = await this.templates.take(recipeTemplateId, actor);
    template.withdraw();
    // Each by itself, so that the audit trail tells of each.
    for (const share of await this.em.find(RecipeTemplateShare, { recipeTemplateId })) this.em.remove(share);
    this.em.remove(template);
  }
}
