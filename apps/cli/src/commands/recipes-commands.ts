import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { NewRecipeDocument, RecipePage, RecipePreview, RecipeProposal, RecipeTestReport, RecipeView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { previewSummary, proposalSummary, testSummary } from '../format/recipe-summary.calc.ts';
import { printable, table } from '../format/table.calc.ts';
import { documentIn, recipeReference } from './recipe-document.ts';
import { addRecipeTemplatesCommands } from './recipe-templates-commands.ts';
import { uploadSourceFile } from './upload-source-file.ts';

const path = '/api/v1/intake/recipes';

export function addRecipesCommands(program: Command, context: () => Context): void {
  const recipes = program.command('recipes').description('how files become records');
  recipes.command('list', { isDefault: true }).description('the newest version of each recipe').option('--target <target>', 'such as assets.plants').action((options: { target?: string }) => list(context(), options));
  recipes.command('show <recipe>').description('one recipe, by its name or name@version').action((recipe: string) => show(context(), recipe));
  recipes
    .command('export <recipe> [file]')
    .description('write a recipe as a document that can be published again')
    .action((recipe: string, file: string | undefined) => exportTo(context(), recipe, file));
  recipes.command('publish <file>').description('publish a document as a recipe, or as its next version').action((file: string) => publish(context(), file));
  recipes.command('test <recipe>').description('run the tests that a recipe carries').action((recipe: string) => test(context(), recipe));
  recipes
    .command('propose <file>')
    .description('tell how the columns of a file may map to a target, and write the draft of a recipe')
    .option('--target <target>', 'what the file is to become', 'assets.plants')
    .option('--out <document>', 'where to write the draft')
    .action((file: string, options: { target: string; out?: string }) => propose(context(), file, options));
  recipes
    .command('preview <file>')
    .description('try a recipe on the first 50 rows of a file; nothing is imported')
    .option('--recipe <recipe>', 'a published recipe, name or name@version')
    .option('--draft <document>', 'a document that is not published yet')
    .action((file: string, options: { recipe?: string; draft?: string }) => preview(context(), file, options));
  addRecipeTemplatesCommands(recipes, context);
}

async function list({ api, terminal }: Context, { target }: { target?: string }): Promise<void> {
  const found = await items(api, path, RecipePage, { target });
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'name', value: ({ name }) => name },
      { title: 'version', value: ({ version }) => String(version), align: 'right' },
      { title: 'target', value: ({ target: of }) => of },
      { title: 'origin', value: ({ origin }) => origin },
      { title: 'title', value: ({ title }) => title, maxWidth: 50 },
    ]),
  );
}

async function show({ api, terminal }: Context, recipe: string): Promise<void> {
  const { document, findings } = await read(api, recipe);
  terminal.result({ document, findings }, () => [JSON.stringify(document, null, 2), ...findings.map(({ severity, pointer, detail }) => printable(`${severity} at ${pointer}: ${detail}`))].join('\n'));
}

async function exportTo({ api, terminal }: Context, recipe: string, file: string | undefined): Promise<void> {
  const { name, version } = await read(api, recipe);
  const document = await api.call(`${path}/${name}/versions/${version}/document`, NewRecipeDocument);
  if (file === undefined) return terminal.result(document, () => JSON.stringify(document, null, 2));
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  terminal.result({ name, version, file }, () => `${name} v${version} is in ${file}`);
}

async function publish({ api, terminal }: Context, file: string): Promise<void> {
  const body = await documentIn(file);
  const recipe = await api.call(path, RecipeView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  const { name, version, findings } = recipe;
  terminal.result({ name, version, findings }, () => [`${name} v${version} is published`, ...findings.map(({ severity, pointer, detail }) => printable(`${severity} at ${pointer}: ${detail}`))].join('\n'));
}

async function test({ api, terminal }: Context, recipe: string): Promise<void> {
  const { name, version } = await read(api, recipe);
  const report = await api.call(`${path}/${name}/versions/${version}/test`, RecipeTestReport, { method: 'POST' });
  terminal.result(report, () => testSummary(report));
  if (report.failed > 0) throw new CliError(`${report.failed} of the recipe’s tests failed.`);
}

async function propose(context: Context, file: string, { target, out }: { target: string; out?: string }): Promise<void> {
  const { api, terminal } = context;
  const { id: sourceFileId } = await uploadSourceFile(context, file);
  const proposal = await api.call(`${path}/suggestions`, RecipeProposal, { method: 'POST', body: { sourceFileId, target } });
  if (out !== undefined && proposal.draft) await writeFile(out, `${JSON.stringify(proposal.draft, null, 2)}\n`);
  terminal.result(proposal, () => proposalSummary(proposal, out));
  if (!proposal.draft) throw new CliError(`The file has no column for ${proposal.missing.join(', ')}.`);
}

async function preview(context: Context, file: string, { recipe, draft }: { recipe?: string; draft?: string }): Promise<void> {
  const { api, terminal } = context;
  if ((recipe === undefined) === (draft === undefined)) throw new CliError('Say either --recipe or --draft.');
  const by = draft === undefined ? { recipe: recipeReference(recipe ?? '') } : { draft: await documentIn(draft) };
  const { id: sourceFileId } = await uploadSourceFile(context, file);
  const shown = await api.call(`${path}/preview`, RecipePreview, { method: 'POST', body: { sourceFileId, ...by } });
  terminal.result(shown, () => previewSummary(shown));
  if (shown.problem) throw new CliError('The recipe does not fit the file.');
}

function read(api: Context['api'], recipe: string): Promise<RecipeView> {
  const { name, version } = recipeReference(recipe);
  return api.call(`${path}/${encodeURIComponent(name)}${version === undefined ? '' : `/versions/${version}`}`, RecipeView);
}
