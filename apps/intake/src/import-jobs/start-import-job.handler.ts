import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import { importTargets, type Recipe, type StartImportJobBody } from '@kairos/contracts';
import { RecipeNotFound } from '../recipes/recipe.errors.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { SourceFile } from '../source-files/source-file.entity.ts';
import { SourceFileNotFound } from '../source-files/source-file.errors.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { ImportJob } from './import-job.entity.ts';
import { TargetNotPermitted, UnknownRecipe, UnknownSourceFile } from './import-job.errors.ts';
import { ImportLeases } from './import-leases.repository.ts';

@Injectable()
export class StartImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly recipes: RecipesQueries,
    private readonly files: SourceFilesQueries,
    private readonly leases: ImportLeases,
  ) {}

  @Transactional()
  async execute({ sourceFileId, recipe: wanted, mode }: StartImportJobBody, actor: Actor): Promise<{ importJobId: string }> {
    const recipe = await this.recipeOf(wanted);
    const { permission } = importTargets[recipe.target].batches;
    if (!may(actor, permission)) throw new TargetNotPermitted(permission);
    const sourceFile = await this.fileOf(sourceFileId, actor);
    const job = ImportJob.queue({ mode, recipe, sourceFile, by: actor });
    this.em.persist(job);
    await this.leases.enqueue(job.id, job.tenantId);
    return { importJobId: job.id };
  }

  private async fileOf(sourceFileId: string, actor: Actor): Promise<SourceFile> {
    try {
      return await this.em.findOneOrFail(SourceFile, { id: (await this.files.read(sourceFileId, actor)).id });
    } catch (error) {
      throw error instanceof SourceFileNotFound ? new UnknownSourceFile() : error;
    }
  }

  private async recipeOf({ name, version }: StartImportJobBody['recipe']): Promise<Recipe> {
    try {
      return (await this.recipes.read(name, version)).document;
    } catch (error) {
      throw error instanceof RecipeNotFound ? new UnknownRecipe() : error;
    }
  }
}
