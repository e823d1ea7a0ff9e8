import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { RecipeParse, upgradeRecipe, type ProposeRecipeBody, type Recipe, type RecipeProposal } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { FirstRows } from '../recipe-previews/first-rows.ts';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { profileColumns } from '../sniffing/profile-columns.calc.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { historyOf } from './match-columns.calc.ts';
import { proposeRecipe } from './propose-recipe.calc.ts';

const recipesLookedAt = 200;

/** Proposes how a file may be read. It reads and stores nothing. */
@Injectable()
export class ProposeRecipeQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly rows: FirstRows,
    private readonly files: SourceFilesQueries,
  ) {}

  async propose({ sourceFileId, target, parse }: ProposeRecipeBody, actor: Actor): Promise<RecipeProposal> {
    const { columns, rows } = await this.read(sourceFileId, parse ?? RecipeParse.parse({}), actor);
    const { fileName } = await this.files.read(sourceFileId, actor);
    const sound = rows.filter(({ fault, blank }) => !fault && !blank);
    const earlier = await tenantQuery<{ document: Recipe }>(this.em, 'select document from recipe where target = $1 order by created_at desc limit $2', [target, recipesLookedAt]);
    const history = historyOf(earlier.map(({ document }) => upgradeRecipe<Recipe>(document)));
    const cells = sound.map((row) => row.cells);
    return proposeRecipe({ target, fileName, parse, profiles: profileColumns(columns, cells, undefined, sound.map(({ numbers }) => numbers)), rows: cells, history });
  }

  private async read(sourceFileId: string, parse: RecipeParse, actor: Actor): Promise<RowBatch> {
    try {
      return await this.rows.read(sourceFileId, actor, { parse, columns: [] });
    } catch (error) {
      if (error instanceof FileFault) throw new DomainError('unprocessable', error.problem.code, `The file cannot be read: ${error.problem.detail}.`, [{ pointer: '/sourceFileId', detail: error.problem.detail }]);
      throw error;
    }
  }
}
