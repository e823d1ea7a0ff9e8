import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeRecipeTemplateBody, NewRecipeBody, PublishRecipeTemplateBody } from '@kairos/contracts';
import { RecipeProof } from '../recipes/recipe-proof.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { RecipeTemplate } from './recipe-template.entity.ts';
import { TooManyRecipeTemplates } from './recipe-template.errors.ts';

const mostOfTenant = 500;

@Injectable()
export class PublishRecipeTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly recipes: RecipesQueries,
    private readonly proof: RecipeProof,
  ) {}

  /** @returns its id */
  async execute({ recipe, document: given, ...described }: PublishRecipeTemplateBody, actor: Actor): Promise<string> {
    // A recipe that is published was proved then; a document comes from anywhere.
    if (given) await this.proof.prove(given);
    return this.publish(described, given ?? (await this.documentOf(recipe)), actor);
  }

  private async documentOf(recipe: PublishRecipeTemplateBody['recipe']): Promise<NewRecipeBody> {
    const { version: _, ...document } = (await this.recipes.read(recipe?.name ?? '', recipe?.version)).document;
    return document;
  }

  @Transactional()
  private async publish(described: ChangeRecipeTemplateBody, document: NewRecipeBody, actor: Actor): Promise<string> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 5))', [actor.tenantId]);
    if ((await this.em.count(RecipeTemplate, {})) >= mostOfTenant) throw new TooManyRecipeTemplates(mostOfTenant);
    const template = RecipeTemplate.publish(actor, described, document);
    this.em.persist(template);
    return template.id;
  }
}
