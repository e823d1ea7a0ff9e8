import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { FileProblem, NewRecipeBody, PreviewedRow, PreviewRecipeBody, Recipe, RecipePreview } from '@kairos/contracts';
import { driftReport, namedColumns } from '../drift/drift-report.calc.ts';
import { ExpressionSandboxes } from '../expressions/expression-sandboxes.ts';
import { compileRecipe, profilesOf } from '../mapping/compile-recipe.calc.ts';
import { expressionsIn } from '../mapping/expressions-in.ts';
import type { MappedRow } from '../mapping/map-row.calc.ts';
import { mapRows } from '../mapping/map-rows.ts';
import { recipeFindings } from '../recipes/recipe-findings.calc.ts';
import { RecipeNotFound, RecipeNotSound } from '../recipes/recipe.errors.ts';
import { RecipeProof } from '../recipes/recipe-proof.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { shorten } from '../rows/check-row.calc.ts';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch, SourceRow } from '../rows/source-row.ts';
import { FirstRows } from './first-rows.ts';
import { UnknownRecipe } from './recipe-preview.errors.ts';

const shownRows = 50;
const empty: RowBatch = { columns: [], rows: [], bytesRead: 0 };

/** Shows what the first rows of a file become by a recipe, before anything is imported. */
@Injectable()
export class PreviewRecipeQueries {
  constructor(
    private readonly recipes: RecipesQueries,
    private readonly files: FirstRows,
    private readonly proof: RecipeProof,
    private readonly sandboxes: ExpressionSandboxes,
  ) {}

  async preview(body: PreviewRecipeBody, actor: Actor): Promise<RecipePreview> {
    const recipe = await this.recipeOf(body);
    const findings = [...recipeFindings(recipe), ...(await this.proof.expressions(recipe))];
    const broken = findings.filter(({ code }) => code === 'invalid-pattern' || code === 'invalid-expression');
    if (broken.length > 0) throw new RecipeNotSound(broken);
    const file = await this.fileOf(body.sourceFileId, actor, recipe);
    const profiles = profilesOf(recipe, file.columns, file.rows);
    const drift = driftReport(recipe, file.columns, profiles);
    const compiled = file.problem ? { problem: file.problem } : compileRecipe(recipe, file.columns, file.rows);
    const told = { columns: [...file.columns], profiles, drift, findings };
    if ('problem' in compiled) return { ...told, problem: compiled.problem, counts: countsOf([]), rows: [] };
    const shown = file.rows.slice(0, shownRows);
    const mapped = await this.sandboxes.use((sandbox) => mapRows(compiled, shown, expressionsIn(sandbox)));
    const rows = shown.map((row, index) => previewed(row, mapped[index] ?? { kind: 'skipped' }));
    return { ...told, problem: null, counts: countsOf(rows), rows };
  }

  private async fileOf(sourceFileId: string, actor: Actor, recipe: Recipe): Promise<RowBatch & { problem?: FileProblem }> {
    try {
      return await this.files.read(sourceFileId, actor, { parse: recipe.parse, columns: namedColumns(recipe) });
    } catch (error) {
      if (error instanceof FileFault) return { ...empty, problem: error.problem };
      throw error;
    }
  }

  private async recipeOf({ recipe, draft }: PreviewRecipeBody): Promise<Recipe> {
    if (draft) return asRecipe(draft);
    try {
      return (await this.recipes.read(recipe?.name ?? '', recipe?.version)).document;
    } catch (error) {
      throw error instanceof RecipeNotFound ? new UnknownRecipe() : error;
    }
  }
}

function asRecipe(draft: NewRecipeBody): Recipe {
  return { ...draft, version: 1 };
}

function previewed({ row, line, cells }: SourceRow, mapped: MappedRow): PreviewedRow {
  const errors = mapped.kind === 'rejected' ? mapped.errors : mapped.kind === 'valid' ? (mapped.notes ?? []) : [];
  return { row, line, outcome: mapped.kind, cells: cells.map(shorten), values: mapped.kind === 'valid' ? mapped.values : null, errors };
}

function countsOf(rows: readonly PreviewedRow[]): RecipePreview['counts'] {
  const of = (outcome: PreviewedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const warnings = rows.flatMap(({ errors }) => errors).filter(({ severity }) => severity === 'warning').length;
  return { read: rows.length, valid: of('valid'), rejected: of('rejected'), skipped: of('skipped'), warnings };
}
