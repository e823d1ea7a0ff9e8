import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  RecipeTemplateId, upgradeRecipe, type ListRecipeTemplatesQuery, type NewRecipeBody, type RecipeTemplatePage, type RecipeTemplateShareView, type RecipeTemplateSummary, type RecipeTemplateView,
} from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { z } from 'zod';
import { popularityOf, popularityRank } from './popularity.calc.ts';
import { RecipeTemplateNotFound } from './recipe-template.errors.ts';
import { ShippedRecipeTemplates, type ShippedRecipeTemplate } from './shipped-recipe-templates.ts';

type Row = Omit<RecipeTemplateSummary, 'popularity'>;
type Ranked = Row & { rank: number };

const head = 'id, title, description, category, tags, target';
/** What the caller, `$1`, may read: of the tenant what is not somebody else's private one, and what others share with it. */
const readable = `
  (select ${head}, document, 'tenant' as origin, visibility, published_by_user_id as "publishedByUserId", published_at as "publishedAt", null::timestamptz as "sharedUntil", version
   from recipe_template where visibility = 'tenant' or published_by_user_id = $1
   union all
   select ${head}, document, 'shared', null, null, published_at, shared_until, version from recipe_templates_shared_with_tenant())`;
const heads = `t.id, t.title, t.description, t.category, t.tags, t.target, t.origin, t.visibility, t."publishedByUserId", t."publishedAt", t."sharedUntil", t.version, coalesce(u.uses, 0)::int as uses`;
const withUses = `${readable} t left join uses_of_recipe_templates() u on u.recipe_template_id = t.id`;
const Position = z.tuple([z.number(), RecipeTemplateId]);

/** Shipped, own and shared templates as one collection. */
@Injectable()
export class RecipeTemplatesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly shipped: ShippedRecipeTemplates,
  ) {}

  async read(recipeTemplateId: string, { userId }: Actor): Promise<RecipeTemplateView> {
    const shipped = this.shipped.find(recipeTemplateId);
    if (shipped) return { ...view(shippedRow(shipped, await this.usesOfShipped())), document: shipped.document };
    const [row] = await tenantQuery<Row & { document: NewRecipeBody }>(this.em, `select ${heads}, t.document from ${withUses} where t.id = $2`, [userId, recipeTemplateId]);
    if (!row) throw new RecipeTemplateNotFound();
    const { document, ...summary } = row;
    return { ...view(summary), document: upgradeRecipe<NewRecipeBody>(document) };
  }

  async list({ category, tag, target, origin, text, sort, limit, cursor }: ListRecipeTemplatesQuery, { userId }: Actor): Promise<RecipeTemplatePage> {
    const [after, afterId] = cursor === undefined ? [null, null] : decodeCursor(cursor, Position);
    const rank = `(${sort === 'popularity' ? 'coalesce(u.uses, 0) + ' : ''}extract(epoch from t."publishedAt") / 864000)::float8`;
    const stored = await tenantQuery<Ranked>(
      this.em,
      `select * from (select ${heads}, ${rank} as rank from ${withUses}
         where ($2::text is null or t.category = $2) and ($3::text is null or $3 = any(t.tags)) and ($4::text is null or t.target = $4) and ($5::text is null or t.origin = $5)
           and ($6::text is null or position(lower($6) in lower(t.title || ' ' || t.description || ' ' || array_to_string(t.tags, ' '))) > 0)) t
       where $7::float8 is null or (rank, id) < ($7, $8::uuid) order by rank desc, id desc limit $9`,
      [userId, category ?? null, tag ?? null, target ?? null, origin ?? null, text ?? null, after, afterId, limit + 1],
    );
    const fits = (row: Row) =>
      (!category || row.category === category) && (!tag || row.tags.includes(tag)) && (!target || row.target === target) && (!origin || row.origin === origin) && (!text || `${row.title} ${row.description} ${row.tags.join(' ')}`.toLowerCase().includes(text.toLowerCase()));
    const uses = await this.usesOfShipped();
    const shipped = this.shipped.all
      .map((one) => shippedRow(one, uses))
      .filter(fits)
      .map((row): Ranked => ({ ...row, rank: popularityRank(sort === 'popularity' ? row.uses : 0, row.publishedAt) }))
      .filter((row) => after === null || row.rank < after || (row.rank === after && row.id < afterId));
    const all = [...stored, ...shipped].sort((a, b) => b.rank - a.rank || (a.id < b.id ? 1 : -1));
    return toPage(all.slice(0, limit + 1), limit, ({ rank: _, ...row }) => view(row), (row) => [row.rank, row.id]) as RecipeTemplatePage;
  }

  /** With whom a template of the tenant's own is shared, those that are over left out. */
  async shares(recipeTemplateId: string, actor: Actor): Promise<{ items: RecipeTemplateShareView[] }> {
    if ((await this.read(recipeTemplateId, actor)).origin !== 'tenant') throw new RecipeTemplateNotFound();
    const rows = await tenantQuery<RecipeTemplateShareView>(
      this.em,
      `select id, to_tenant_id as "tenantId", expires_at as "expiresAt", shared_by_user_id as "sharedByUserId", shared_at as "sharedAt"
       from recipe_template_share where recipe_template_id = $1 and expires_at > now() order by shared_at desc, id`,
      [recipeTemplateId],
    );
    return { items: rows.map((row) => ({ ...row, expiresAt: toInstant(row.expiresAt), sharedAt: toInstant(row.sharedAt) })) };
  }

  /** By the tenant itself: what others do with what everybody has is not its business. */
  private async usesOfShipped(): Promise<Map<string, number>> {
    const rows = await tenantQuery<{ id: string; uses: number }>(
      this.em, 'select recipe_template_id as id, count(*)::int as uses from recipe_template_use where recipe_template_id = any($1) group by 1', [this.shipped.all.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, uses }) => [id, uses]));
  }
}

function shippedRow({ document, ...template }: ShippedRecipeTemplate, uses: ReadonlyMap<string, number>): Row {
  return { ...template, target: document.target, origin: 'shipped', visibility: null, uses: uses.get(template.id) ?? 0, publishedByUserId: null, sharedUntil: null, version: 1 };
}

function view(row: Row): RecipeTemplateSummary {
  const publishedAt = toInstant(row.publishedAt);
  return { ...row, publishedAt, sharedUntil: row.sharedUntil && toInstant(row.sharedUntil), popularity: popularityOf(row.uses, publishedAt, new Date()) };
}
