import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import type { Recipe, StartImportJobBody } from '@kairos/contracts';
import { RecipeNotFound } from '../recipes/recipe.errors.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { SourceFile } from '../source-files/source-file.entity.ts';
import { ImportJob } from './import-job.entity.ts';
import { TargetNotPermitted, UnknownRecipe, UnknownSourceFile } from './import-job.errors.ts';
import { ImportLeases } from './import-leases.repository.ts';
import { targets } from './import-target.ts';

@Injectable()
export class StartImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly recipes: RecipesQueries,
    private readonly leases: ImportLeases,
  ) {}

  @Transactional()
  async execute({ sourceFileId, recipe: wanted, mode }: StartImportJobBody, actor: Actor): Promise<{ importJobId: string }> {
    const recipe = await this.recipeOf(wanted);
    const { permission } = targets[recipe.target];
    if (!may(actor, permission)) throw new TargetNotPermitted(permission);
    const sourceFile = await this.em.findOne(SourceFile, { id: sourceFileId });
    if (!sourceFile) throw new UnknownSourceFile();
    const job = ImportJob.queue({ mode, recipe, sourceFile, by: actor });
    this.em.persist(job);
    await this.leases.enqueue(job.id, job.tenantId);
    return { importJobId: job.id };
  }

  private async recipeOf({ name, version }: StartImportJobBody['recipe']): Promise<Recipe> {
    try {
      return (await this.recipes.read(name, version)).document;
    } catch (error) {
      throw error instanceof RecipeNotFound ? new UnknownRecipe() : error;
    }
  }
}
