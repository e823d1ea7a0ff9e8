import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { FindFittingRecipesBody, FittingRecipes } from '@kairos/contracts';
import { SourceFileNotFound } from '../source-files/source-file.errors.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { UnknownSourceFile } from '../recipe-previews/recipe-preview.errors.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { fittingRecipes } from './fitting-recipes.calc.ts';

/** Tells which recipes a file may have been made for, by the columns that each names. */
@Injectable()
export class FittingRecipesQueries {
  constructor(
    private readonly recipes: RecipesQueries,
    private readonly files: SourceFilesQueries,
  ) {}

  async find({ sourceFileId }: FindFittingRecipesBody, actor: Actor): Promise<FittingRecipes> {
    const { sniff } = await this.files.read(sourceFileId, actor).catch((error: unknown) => {
      throw error instanceof SourceFileNotFound ? new UnknownSourceFile() : error;
    });
    return fittingRecipes(await this.recipes.newest(), sniff.columns);
  }
}
