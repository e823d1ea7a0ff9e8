import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { NewRecipeBody, recipeTemplateCategories, RecipeTemplateDocument, RecipeTemplatePage, RecipeTemplateShares, RecipeTemplateShareView, RecipeTemplateView, RecipeView, type RecipeTemplateSummary } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { sharesTable, templateSummary, templatesTable } from '../format/recipe-template-summary.calc.ts';
import { documentIn, recipeReference } from './recipe-document.ts';
import { countOption, uuid } from './options.ts';

const path = '/api/v1/intake/recipe-templates';
type ListOptions = { category?: string; tag?: string; text?: string; origin?: string; target?: string; newest?: true };
type PublishOptions = { title?: string; description?: string; category: string; tag: string[]; private?: true; document?: true };
type ChangeOptions = { title?: string; description?: string; category?: string; tag?: string[]; visibility?: string };

export function addRecipeTemplatesCommands(recipes: Command, context: () => Context): void {
  const templates = recipes.command('templates').description('recipes that others may take as theirs; a template is named by its id or title');
  templates
    .command('list', { isDefault: true })
    .description('templates, the most popular first')
    .option('--category <category>', recipeTemplateCategories.join(', '))
    .option('--tag <tag>', 'with this tag')
    .option('--text <text>', 'with this in title, description or a tag')
    .option('--target <target>', 'such as assets.plants')
    .option('--origin <origin>', 'shipped, tenant or shared')
    .option('--newest', 'the newest first')
    .action((options: ListOptions) => list(context(), options));
  templates.command('show <template>').description('a template with its recipe').action((template: string) => show(context(), template));
  templates
    .command('publish <recipe>')
    .description('make a template of a recipe, name or name@version, or of a document')
    .option('--title <title>', 'what it is called; that of the recipe unless said')
    .option('--description <text>', 'what it is for')
    .option('--category <category>', recipeTemplateCategories.join(', '), 'general')
    .option('--tag <tag>', 'one of its tags; may be said again', (tag: string, tags: string[]) => [...tags, tag], [] as string[])
    .option('--private', 'seen by nobody else until it is opened')
    .option('--document', 'take the argument as a file, of a recipe or of an exported template')
    .action((recipe: string, options: PublishOptions) => publish(context(), recipe, options));
  templates
    .command('change <template>')
    .description('change what a template is called and who of the tenant sees it; what is not said stays')
    .option('--title <title>', 'what it is called')
    .option('--description <text>', 'what it is for')
    .option('--category <category>', recipeTemplateCategories.join(', '))
    .option('--tag <tag...>', 'all of its tags')
    .option('--visibility <visibility>', 'private or tenant')
    .action((template: string, options: ChangeOptions) => change(context(), template, options));
  templates.command('use <template>').description('make a new recipe of a template').option('--as <name>', 'the name of the new recipe').action((template: string, options: { as?: string }) => use(context(), template, options));
  templates.command('export <template> [file]').description('write a template as a document that can be published again').action((template: string, file: string | undefined) => exportTo(context(), template, file));
  templates
    .command('share <template>')
    .description('let another tenant read a template for a while, or tell who may')
    .option('--with <tenant>', 'the id of the other tenant')
    .option('--days <n>', 'for how long', countOption, 30)
    .action((template: string, options: { with?: string; days: number }) => share(context(), template, options));
  templates.command('unshare <template>').description('let another tenant read a template no more').requiredOption('--with <tenant>', 'the id of the other tenant').action((template: string, options: { with: string }) => unshare(context(), template, options.with));
  templates.command('withdraw <template>').description('take a template away, from everybody; recipes made of it stay').action((template: string) => withdraw(context(), template));
}

const pathOf = ({ id }: { id: string }) => `${path}/${id}`;
const post = (body: object) => ({ method: 'POST' as const, headers: { 'idempotency-key': randomUUID() }, body });

async function list({ api, terminal }: Context, { newest, ...filter }: ListOptions): Promise<void> {
  const found = await items(api, path, RecipeTemplatePage, { ...filter, ...(newest ? { sort: 'newest' } : {}) });
  terminal.result(found.items, () => templatesTable(found.items));
}

async function show({ api, terminal }: Context, named: string): Promise<void> {
  const template = await api.call(pathOf(await find(api, named)), RecipeTemplateView);
  terminal.result(template, () => templateSummary(template));
}

async function publish({ api, terminal }: Context, named: string, { private: isPrivate, document: isFile, tag: tags, title, description, category }: PublishOptions): Promise<void> {
  const from = isFile ? described(await documentIn(named)) : { title: named, recipe: recipeReference(named) };
  const said = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }), ...(tags.length > 0 ? { tags } : {}), ...(category === 'general' ? {} : { category }) };
  const usual = isFile || title !== undefined ? {} : { title: (await api.call(`/api/v1/intake/recipes/${recipePath(named)}`, RecipeView)).title };
  const template = await api.call(path, RecipeTemplateView, post({ ...from, ...usual, ...said, visibility: isPrivate ? 'private' : 'tenant' }));
  terminal.result({ id: template.id, title: template.title }, () => `${template.title} is published as ${template.id}`);
}

/** An exported template as it is, or what to make of the document of a recipe. */
function described(document: unknown): object {
  const template = RecipeTemplateDocument.safeParse(document);
  if (template.success) return template.data;
  const recipe = NewRecipeBody.safeParse(document);
  if (!recipe.success) throw new CliError('The file holds neither a template nor a recipe.');
  return { title: recipe.data.title, document };
}

async function change({ api, terminal }: Context, named: string, { tag: tags, ...said }: ChangeOptions): Promise<void> {
  const address = pathOf(await find(api, named));
  const { title, description, category, tags: kept, visibility, version } = await api.call(address, RecipeTemplateView);
  const body = { title, description, category, tags: tags ?? kept, visibility: visibility ?? 'tenant', ...said };
  const changed = await api.call(address, RecipeTemplateView, { method: 'PUT', headers: { 'if-match': `"${version}"` }, body });
  terminal.result(changed, () => `${changed.title} is changed.`);
}

async function use({ api, terminal }: Context, named: string, { as: name }: { as?: string }): Promise<void> {
  const recipe = await api.call(`${pathOf(await find(api, named))}/use`, RecipeView, post(name === undefined ? {} : { name }));
  terminal.result({ name: recipe.name, version: recipe.version }, () => `${recipe.name} v${recipe.version} is a recipe of yours now`);
}

async function exportTo({ api, terminal }: Context, named: string, file: string | undefined): Promise<void> {
  const template = await find(api, named);
  const document = await api.call(`${pathOf(template)}/document`, RecipeTemplateDocument);
  if (file === undefined) return terminal.result(document, () => JSON.stringify(document, null, 2));
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  terminal.result({ id: template.id, file }, () => `${document.title} is in ${file}`);
}

async function share({ api, terminal }: Context, named: string, { with: tenantId, days }: { with?: string; days: number }): Promise<void> {
  const template = await find(api, named);
  if (tenantId === undefined) {
    const { items: shares } = await api.call(`${pathOf(template)}/shares`, RecipeTemplateShares);
    return terminal.result(shares, () => sharesTable(shares));
  }
  const granted = await api.call(`${pathOf(template)}/shares`, RecipeTemplateShareView, post({ tenantId, expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() }));
  terminal.result(granted, () => `If there is a tenant ${granted.tenantId}, it may read the template until ${granted.expiresAt.slice(0, 16).replace('T', ' ')} UTC.`);
}

async function unshare({ api, terminal }: Context, named: string, tenantId: string): Promise<void> {
  const template = await find(api, named);
  const { items: shares } = await api.call(`${pathOf(template)}/shares`, RecipeTemplateShares);
  const granted = shares.find((one) => one.tenantId === tenantId);
  if (!granted) throw new CliError('The template is not shared with this tenant.');
  await api.send(`${pathOf(template)}/shares/${granted.id}`, { method: 'DELETE' });
  terminal.result({ id: template.id, tenantId }, () => 'The tenant may read it no more.');
}

async function withdraw({ api, terminal }: Context, named: string): Promise<void> {
  const template = await find(api, named);
  await api.send(pathOf(template), { method: 'DELETE' });
  terminal.result({ id: template.id }, () => `${template.id} is withdrawn`);
}

function recipePath(named: string): string {
  const { name, version } = recipeReference(named);
  return `${encodeURIComponent(name)}${version === undefined ? '' : `/versions/${version}`}`;
}

async function find(api: Context['api'], named: string): Promise<{ id: string }> {
  if (uuid.test(named)) return { id: named };
  const { items: found } = await items<RecipeTemplateSummary>(api, path, RecipeTemplatePage, { text: named.slice(0, 100) });
  const [first, second] = found.filter(({ title }) => title.toLowerCase() === named.trim().toLowerCase());
  if (!first) throw new CliError(`There is no template ${named}.`);
  if (second) throw new CliError(`Several templates are called ${named}: say the id, which \`recipes templates list\` shows.`);
  return first;
}
