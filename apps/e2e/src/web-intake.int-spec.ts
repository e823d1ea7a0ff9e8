import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ImportJobSummary, Page as PageOf, PlantView, PortfolioSummary } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { plantFile } from './plant-file.ts';
import { Platform, type Member } from './platform.ts';
import { chooseByKeys, signedInWindow, tabTo } from './signed-in-window.ts';
import { visit } from './standing.ts';

const file = plantFile();
const jobsPath = '/api/v1/intake/import-jobs';
const header = 'Codice;Denominazione;Fonte;Potenza (MW);Ente';

let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (looks?: Parameters<typeof signedInWindow>[3], member = admin): Promise<Window> => signedInWindow(browser, platform.url('gateway'), member, looks);
const fileInput = (page: Page) => page.locator('input[type=file]');
const csv = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
const state = (page: Page, word: string) => page.getByRole('status').getByText(word, { exact: true }).waitFor();
const plants = async (query = '') => ((await admin.at('assets').get(`/api/v1/assets/plants?limit=200${query}`).expect(200)).body as PageOf<PlantView>).items;

/** Uploads a file of Italian plants and has its columns mapped. */
async function mapped(page: Page, name: string, rows: readonly string[]): Promise<void> {
  await page.goto('/imports/new');
  await fileInput(page).setInputFiles(csv(name, [header, ...rows, ''].join('\n')));
  await page.getByRole('combobox', { name: 'Map the columns to' }).click();
  await page.getByRole('option', { name: 'Plants', exact: true }).click();
  await page.getByRole('list', { name: 'Columns to fields' }).waitFor();
}

/** A plan is complete too: what tells the import is that it applies one. */
async function applied(page: Page): Promise<void> {
  await page.getByText('It applies an approved plan.').waitFor();
  await state(page, 'Completed');
}

async function plannedAndApproved(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Plan the import' }).click();
  await page.getByRole('button', { name: 'Approve and import' }).click();
  await applied(page);
}

it(`brings ${file.real ? 'the WRI file of Italy' : 'the sample file'} in: upload, recipe, plan, approval, and every row accounted for`, async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Imports', exact: true }).click();
  await page.getByText('Nothing was imported yet').waitFor();
  await page.getByRole('link', { name: 'New import' }).first().click();
  await fileInput(page).setInputFiles(file.path);
  await page.getByRole('button', { name: /^WRI power plants.*all \d+ columns are there/ }).click();
  await page.getByText(/rows? looked at: \d+ sound, \d+ rejected/).waitFor();
  await page.getByRole('button', { name: 'Plan the import' }).click();
  await page.getByText('Nothing is written yet.').waitFor();
  await page.getByText(`${file.read} read = ${file.created} to create + 0 to update + 0 unchanged + ${file.rejected} rejected + 0 skipped`).waitFor();
  await page.getByRole('region', { name: 'What it amounts to' }).first().waitFor();
  expect(await plants()).toEqual([]);
  await page.getByRole('button', { name: 'Approve and import' }).click();
  await applied(page);
  await page.getByText(`${file.read} read = ${file.created} created + 0 updated + 0 unchanged + ${file.rejected} rejected + 0 skipped`).waitFor();
  await page.getByText('Every row came out as planned.').waitFor();
  if (file.real) expect([file.read, file.created, file.rejected]).toEqual([940, 744, 196]);
  const summary = (await admin.at('assets').get('/api/v1/assets/plants/summary').expect(200)).body as PortfolioSummary;
  expect([summary.plants, Number(summary.capacityKw)]).toEqual([file.created, file.capacityKw]);
  await page.getByRole('group', { name: 'Rows by outcome' }).getByRole('button', { name: /Rejected/ }).click();
  await page.waitForURL(/outcome=rejected/);
  await page.getByRole('cell', { name: /Fuel/ }).first().waitFor();
  await page.getByRole('link', { name: 'All imports' }).click();
  await page.getByText('2 imports').waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

it('takes a column dropped onto a field, an expression and another way to read the file, and shows at once what rows become', async () => {
  const { page } = await signedIn();
  await mapped(page, 'trascina.csv', ['DD-1;diga alta;Eolico;1,5;Consorzio', 'DD-2;diga bassa;Carbone;0,5;']);
  const fields = page.getByRole('list', { name: 'Columns to fields' });
  await page.getByText('1 sound, 1 rejected').waitFor();
  const owner = fields.getByRole('listitem').filter({ has: page.getByRole('combobox', { name: 'Owner' }) });
  await page.getByRole('listitem').filter({ hasText: /^Ente$/ }).dragTo(owner);
  await page.getByRole('cell', { name: 'Consorzio' }).last().waitFor();
  await fields.getByRole('combobox', { name: 'Name', exact: true }).click();
  await page.getByRole('option', { name: 'An expression…' }).click();
  await page.getByRole('textbox', { name: 'Expression (JSONata)' }).fill('$uppercase(Denominazione)');
  await page.getByRole('cell', { name: 'DIGA ALTA', exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Expression (JSONata)' }).fill('$uppercase(');
  await page.getByRole('alert').filter({ hasText: 'This could not be read' }).waitFor();
  expect(await page.getByRole('button', { name: 'Plan the import' }).isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'Delimiter' }).click();
  await page.getByRole('option', { name: 'comma' }).click();
  await page.getByText(/fields are still to be filled/).waitFor();
});

it('is walked through by the keyboard alone, from the file to the plants', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/imports');
  await page.getByRole('heading', { name: 'Imports' }).waitFor();
  await tabTo(page, /^New import$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Uploaded lately' }).waitFor();
  const choosing = page.waitForEvent('filechooser');
  await tabTo(page, /^Drop a file here/);
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(csv('tastiera.csv', `${header}\nKB-1;Salto del Tasto;Idroelettrico;1,25;\nKB-2;Pala del Tasto;Eolico;2,5;prova\n`));
  await page.getByText('How it is read').waitFor();
  await tabTo(page, /^Map the columns to/);
  await chooseByKeys(page, 'Plants');
  await page.getByRole('list', { name: 'Columns to fields' }).waitFor();
  await tabTo(page, /^Owner$/);
  await page.keyboard.type('Ente');
  await chooseByKeys(page, 'Ente');
  await page.getByText('2 rows looked at: 2 sound, 0 rejected').waitFor();
  await tabTo(page, /^Plan the import$/);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is written yet.').waitFor();
  await tabTo(page, /^Approve and import$/);
  await page.keyboard.press('Enter');
  await applied(page);
  expect((await plants('&text=Tasto')).map(({ code, capacityKw, ownerName }) => [code, Number(capacityKw), ownerName ?? null]).sort()).toEqual([['KB-1', 1250, null], ['KB-2', 2500, 'prova']]);
  expect(complaints).toEqual([]);
}, 60_000);

it('says of a file that is no table what it is, and takes another', async () => {
  const { page } = await signedIn();
  await page.goto('/imports/new');
  await fileInput(page).setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1]) });
  await page.getByRole('alert').getByText('This file cannot be taken: photo.csv').waitFor();
  expect(await page.getByRole('alert').innerText()).toMatch(/it is a picture \(PNG\), not a table/);
  await fileInput(page).setInputFiles({ name: 'nothing.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.getByText('The file holds nothing.').waitFor();
  await fileInput(page).setInputFiles(csv('fine.csv', `${header}\nNT-1;Diga;Eolico;1;\n`));
  await page.getByText('How it is read').waitFor();
});

it('goes on with an upload that broke off', async () => {
  const { page } = await signedIn();
  await page.goto('/imports/new');
  let broken = 0;
  await page.route('**/api/v1/intake/uploads/*', (route) => (route.request().method() === 'PATCH' && broken++ < 2 ? route.abort('connectionreset') : route.continue()));
  await fileInput(page).setInputFiles(csv('interrotto.csv', `${header}\n${Array.from({ length: 20_000 }, (_, at) => `BR-${at};Diga ${at};Eolico;1,5;una nota che riempie la riga`).join('\n')}\n`));
  await page.getByText('The line is interrupted; it is tried again.').waitFor();
  await page.getByText('How it is read').waitFor();
  expect(broken).toBeGreaterThan(2);
}, 60_000);

it('has a row that failed corrected in the grid, all alike corrected at once, and both land', async () => {
  const { page } = await signedIn();
  await mapped(page, 'correggi.csv', ['FX-1;Diga Uno;Eolico;1,5;', 'FX-2;Diga Due;Eolico;molto;', 'FX-3;Diga Tre;Carbone;2;', 'FX-4;Diga Quattro;Carbone;3;']);
  await plannedAndApproved(page);
  await page.getByText('4 read = 1 created + 0 updated + 0 unchanged + 3 rejected + 0 skipped').waitFor();
  await page.getByRole('textbox', { name: 'Correct Potenza (MW) of line 3' }).fill('2,5');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Imports of corrected rows' }).first().getByText('Completed').waitFor();
  await page.getByRole('link', { name: 'corrected', exact: true }).waitFor();
  expect((await plants('&text=Diga Due')).map(({ capacityKw }) => Number(capacityKw))).toEqual([2500]);
  await page.getByRole('button', { name: /^Fix all: Fonte/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Correct 2 rows/ });
  await dialog.getByRole('button', { name: 'Correct and import' }).click();
  await dialog.getByText('Say what becomes of at least one value.').waitFor();
  await dialog.getByRole('textbox', { name: 'Carbone becomes' }).fill('Eolico');
  await dialog.getByRole('button', { name: 'Correct and import' }).click();
  expect(await eventually(async () => (await plants('&text=Diga')).map(({ code }) => code).filter((code) => code.startsWith('FX')).sort(), (codes) => codes.length === 4, 15_000)).toEqual(['FX-1', 'FX-2', 'FX-3', 'FX-4']);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Failed rows' }).click().then(() => page.getByRole('menuitem', { name: 'as CSV' }).click())]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('kairos:job');
}, 90_000);

it('shows before and after of a change, and takes an import back as a whole', async () => {
  const { page } = await signedIn();
  await mapped(page, 'prima.csv', ['UN-1;Diga Vecchia;Eolico;1,5;']);
  await plannedAndApproved(page);
  await mapped(page, 'dopo.csv', ['UN-1;Diga Nuova;Eolico;1,5;', 'UN-2;Diga Seconda;Eolico;3;']);
  await page.getByRole('button', { name: 'Plan the import' }).click();
  await page.getByText('2 read = 1 to create + 1 to update').waitFor();
  await page.getByRole('cell', { name: /Name: Diga Vecchia → Diga Nuova/ }).waitFor();
  await page.getByRole('button', { name: 'Line 2', exact: true }).click();
  const row = page.getByRole('dialog', { name: 'Line 2' });
  await row.getByRole('row', { name: /Name\s+Diga Vecchia\s+Diga Nuova/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Approve and import' }).click();
  await applied(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Undo the import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this import' });
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the wrong file');
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('Undone: 1 removed, 1 given back what they held. Reason: the wrong file').waitFor();
  expect((await plants('&text=Diga')).filter(({ code }) => code.startsWith('UN')).map(({ name }) => name)).toEqual(['Diga Vecchia']);
}, 60_000);

it('reads recipes and their versions, makes one of a template, and imports with it', async () => {
  const { page, complaints } = await signedIn();
  await mapped(page, 'correggi.csv', ['FX-9;Diga Nove;Eolico;9;']);
  await page.getByRole('textbox', { name: 'What it is called' }).fill('Correzioni, rivista');
  await plannedAndApproved(page);
  await page.getByRole('link', { name: 'Recipes', exact: true }).click();
  await page.getByRole('link', { name: 'Correzioni, rivista' }).click();
  await page.getByRole('region', { name: 'Versions' }).first().getByRole('link', { name: 'Version 1' }).click();
  await page.waitForURL(/version=1/);
  await page.getByRole('heading', { name: 'correggi.csv', level: 1 }).waitFor();
  await page.getByRole('row', { name: /Capacity\s+Potenza \(MW\).*MW to kW/ }).waitFor();
  await page.goto('/recipe-templates?origin=shipped');
  await page.getByRole('searchbox', { name: 'Title, description or tag' }).fill('elenco');
  await page.getByRole('link', { name: /^Elenco impianti/ }).click();
  await page.getByRole('button', { name: 'Make a recipe of it' }).click();
  const dialog = page.getByRole('dialog', { name: /^Make a recipe of Elenco/ });
  await dialog.getByRole('textbox', { name: 'Name of the recipe' }).fill('Not A Name');
  await dialog.getByText('Only small letters, digits and single hyphens.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name of the recipe' }).fill('il-mio-elenco');
  await dialog.getByRole('button', { name: 'Make a recipe of it' }).click();
  await page.getByText('The recipe il-mio-elenco is yours now.').waitFor();
  await page.getByRole('link', { name: 'Import a file with it' }).click();
  await page.waitForURL(/recipe=il-mio-elenco/);
  await fileInput(page).setInputFiles(csv('altro.csv', `${header}\nX;Y;Z;1;\n`));
  await page.getByRole('alert').getByText('The recipe refuses such a file.').waitFor();
  expect(await page.getByRole('button', { name: 'Plan the import' }).isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
}, 60_000);

it('offers nothing that somebody may not do', async () => {
  const [{ items: [job] }] = [(await admin.at('intake').get(`${jobsPath}?limit=1`).expect(200)).body as PageOf<ImportJobSummary>];
  const reader = await platform.addMember(admin, ['intake.import-job.read']);
  await platform.knownEverywhere(reader);
  const { page } = await signedIn({}, reader);
  await page.goto('/');
  await page.getByRole('link', { name: 'Imports', exact: true }).click();
  await page.getByRole('heading', { name: 'Imports' }).waitFor();
  expect(await page.getByRole('link', { name: 'New import' }).count()).toBe(0);
  await page.goto(`/imports/${job?.id}`);
  await page.getByRole('group', { name: 'Rows by outcome' }).waitFor();
  expect(await page.getByRole('button', { name: /Approve|More|Stop|Fix all/ }).count()).toBe(0);
  const outsider = await platform.addMember(admin, ['assets.plant.read']);
  await platform.knownEverywhere(outsider);
  const other = await signedIn({}, outsider);
  await visit(other.page, '/');
  expect(await other.page.getByRole('link', { name: 'Imports', exact: true }).count()).toBe(0);
  await other.page.goto('/imports');
  await other.page.getByRole('alert').getByText(/intake\.import-job\.read/).waitFor();
}, 60_000);
