import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { RecipeName, upgradeRecipe, type ListRecipesQuery, type Page, type Recipe, type RecipeDocumentV1, type RecipeSummary, type RecipeView } from '@kairos/contracts';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { positionOf } from '../cursor.calc.ts';
import { recipeFindings } from './recipe-findings.calc.ts';
import { RecipeNotFound } from './recipe.errors.ts';
import { ShippedRecipes } from './shipped-recipes.ts';

type RecipeRow = { document: Recipe | RecipeDocumentV1; createdByUserId: string; createdAt: string };

const columns = 'document, created_by_user_id as "createdByUserId", created_at as "createdAt"';

const mostInFull = 200;

/** The shipped recipes and the tenant's own as one collection, by name. */
@Injectable()
export class RecipesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly shipped: ShippedRecipes,
  ) {}

  /** @param version the newest one when it is not said */
  async read(name: string, version?: number): Promise<RecipeView> {
    const shipped = this.shipped.find(name, version);
    if (shipped) return { ...summaryOfShipped(shipped), document: shipped, findings: recipeFindings(shipped) };
    const [row] = await tenantQuery<RecipeRow>(
      this.em,
      `select ${columns} from recipe where name = $1 and ($2::integer is null or recipe_version = $2) order by recipe_version desc limit 1`,
      [name, version ?? null],
    );
    if (!row) throw new RecipeNotFound();
    const document = upgradeRecipe<Recipe>(row.document);
    return { ...summaryOfRow(row), document, findings: recipeFindings(document) };
  }

  /** The newest version of each recipe. */
  async list({ target, limit, cursor }: ListRecipesQuery): Promise<Page<RecipeSummary>> {
    const after = positionOf(cursor, RecipeName, '');
    const rows = await tenantQuery<RecipeRow>(
      this.em,
      `select distinct on (name collate "C") ${columns} from recipe
       where name collate "C" > $1 and ($2::text is null or target = $2)
       order by name collate "C", recipe_version desc limit $3`,
      [after, target ?? null, limit + 1],
    );
    const shipped = this.shipped.newest().filter((recipe) => recipe.name > after && (!target || recipe.target === target));
    const all = [...rows.map(summaryOfRow), ...shipped.map(summaryOfShipped)].sort((a, b) => (a.name < b.name ? -1 : 1));
    return toPage(all.slice(0, limit + 1), limit, (recipe) => recipe, ({ name }) => [name]);
  }

  /** The newest version of each recipe in full: the shipped ones, and of the tenant's own those that were published last. */
  async newest(): Promise<{ summary: RecipeSummary; document: Recipe }[]> {
    const rows = await tenantQuery<RecipeRow>(this.em, `select * from (select distinct on (name collate "C") ${columns} from recipe order by name collate "C", recipe_version desc) r order by "createdAt" desc limit $1`, [mostInFull]);
    const own = rows.map((row) => ({ summary: summaryOfRow(row), document: upgradeRecipe<Recipe>(row.document) }));
    return [...own, ...this.shipped.newest().map((document) => ({ summary: summaryOfShipped(document), document }))];
  }
}

function summaryOfShipped({ name, version, title, target }: Recipe): RecipeSummary {
  return { name, version, title, target, origin: 'shipped', createdByUserId: null, createdAt: null };
}

function summaryOfRow({ document, createdByUserId, createdAt }: RecipeRow): RecipeSummary {
  const { name, version, title, target } = document;
  return { name, version, title, target, origin: 'tenant', createdByUserId: createdByUserId as RecipeSummary['createdByUserId'], createdAt: toInstant(createdAt) };
}
