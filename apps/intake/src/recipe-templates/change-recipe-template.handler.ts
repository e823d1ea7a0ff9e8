import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeRecipeTemplateBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { OwnRecipeTemplates } from './own-recipe-templates.repository.ts';
import { RecipeTemplateShare } from './recipe-template-share.entity.ts';

@Injectable()
export class ChangeRecipeTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: OwnRecipeTemplates,
  ) {}

  @Transactional()
  async execute({ recipeTemplateId, version, body }: { recipeTemplateId: string; version: number; body: ChangeRecipeTemplateBody }, actor: Actor): Promise<void> {
    const template = await this.templates.take(recipeTemplateId, actor);
    expectVersion(template.version, version);
    const shares = await this.em.count(RecipeTemplateShare, { recipeTemplateId, expiresAt: { $gt: new Date() } });
    template.change(body, shares > 0);
  }
}
