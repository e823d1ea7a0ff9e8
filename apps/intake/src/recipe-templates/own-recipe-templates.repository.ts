import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { RecipeTemplate } from './recipe-template.entity.ts';
import { RecipeTemplateNotFound } from './recipe-template.errors.ts';

/** The templates that the caller may change: the tenant's, but for what somebody else keeps private. */
@Injectable()
export class OwnRecipeTemplates {
  constructor(private readonly em: EntityManager) {}

  /** Takes it for the rest of the transaction. @throws RecipeTemplateNotFound */
  async take(id: string, { userId }: Actor): Promise<RecipeTemplate> {
    const template = await this.em.findOne(RecipeTemplate, { id, $or: [{ visibility: 'tenant' }, { publishedByUserId: userId }] }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!template) throw new RecipeTemplateNotFound();
    return template;
  }
}
