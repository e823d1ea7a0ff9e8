import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { RequirementList, TaskList, TaskView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { closeWindows } from './browser.ts';
import { drop, file, plantWithWork, started, store } from './filed-documents.ts';
import type { Member } from './platform.ts';
import { WebJourney } from './web-journey.ts';

const workflowsPath = '/api/v1/workflows/workflows';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let journey: WebJourney;
let admin: Member;
let plantId: string;

beforeAll(async () => {
  journey = await WebJourney.start();
  ({ admin } = journey);
  plantId = await plantWithWork(admin);
}, 120_000);
afterEach(closeWindows);
afterAll(() => journey?.stop());

it('closes the task that waited for a document when that is dropped on what it is', async () => {
  const { workflow, tasks } = await started(admin, plantId, 'e-distribuzione-phase-2');
  const task = tasks.find(({ code }) => code === 'photos') as TaskView;
  const ofTask = `${workflowsPath}/${workflow.id}/tasks/${task.id}`;
  const read = async () => ((await admin.at('workflows').get(`${workflowsPath}/${workflow.id}/tasks`).expect(200)).body as TaskList).items.find(({ id }) => id === task.id) as TaskView;
  const command = async (verb: string, body: object) => admin.at('workflows').post(`${ofTask}/${verb}`, body).set('if-match', `"${(await read()).version}"`).expect(200);
  await command('status', { status: 'In Progress' });
  for (const { code } of task.checklist) await command('checklist', { code, done: true });
  const { items } = (await admin.at('workflows').get(`${ofTask}/requirements`).expect(200)).body as RequirementList;
  const [last, ...others] = items.filter(({ required }) => required);
  for (const { code, category } of others) await store(admin, { fileName: 'foto.png', category, taskId: task.id, requirementCode: code }, png);
  const { page, complaints } = await journey.signedIn();
  await page.goto(`/workflows/${workflow.id}?task=${task.id}`);
  const drawer = page.getByRole('dialog', { name: task.title.en });
  await drawer.getByText('In progress', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: `Upload: ${last?.title.en}` }).waitFor();
  await drop(page, `[role=dialog] li:has(button[aria-label="Upload: ${last?.title.en}"]) > div`, [file('foto.png', Buffer.concat([png, randomBytes(8)]), 'image/png')]);
  await drawer.getByText('Completed', { exact: true }).waitFor();
  expect((await read()).status).toBe('Completed');
  expect(complaints).toEqual([]);
});

it('shows on the page of a plant what is filed and what is still asked for, and takes it there', async () => {
  const { tasks } = await started(admin, plantId, 'annual-consumption-declaration');
  const { page } = await journey.signedIn();
  await page.goto(`/plants/${plantId}?section=documents`);
  const missing = page.getByRole('region', { name: 'Asked for and missing' });
  await missing.getByRole('link', { name: new RegExp(`^for ${tasks[0]?.title.en}`) }).first().waitFor();
  const waiting = missing.getByRole('button', { name: 'Upload: Monthly readings' });
  const before = await waiting.count();
  await missing.locator('input[type=file][aria-label="Upload: Monthly readings"]').first().setInputFiles(file('letture.csv', Buffer.from(`month,kWh\n2026-01,${randomBytes(2).toString('hex')}\n`), 'text/csv'));
  await page.getByRole('table', { name: 'Documents' }).getByRole('link', { name: 'letture' }).first().waitFor();
  await eventually(() => waiting.count(), (count) => count === before - 1);
});

it('puts the chosen documents of a practice together, says what is missing, and keeps on record what went out', async () => {
  const { workflow } = await started(admin, plantId, 'annual-consumption-declaration');
  await store(admin, { name: 'Relazione tecnica', fileName: 'relazione.pdf', workflowId: workflow.id });
  await store(admin, { name: 'Bozza', fileName: 'bozza.pdf', workflowId: workflow.id });
  const { page, complaints } = await journey.signedIn();
  await page.goto(`/workflows/${workflow.id}`);
  await page.getByRole('main').getByRole('link', { name: 'Documents', exact: true }).click();
  await page.getByText('2 documents, ').waitFor();
  await page.getByRole('checkbox', { name: 'Take Bozza' }).uncheck();
  await page.getByText('1 document, ').waitFor();
  await page.getByRole('button', { name: 'Make the pack' }).click();
  await page.getByRole('alert').getByText('Monthly readings: missing').waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make it anyway, and say what is missing' }).click()]);
  expect(saved.suggestedFilename()).toMatch(/\.zip$/);
  const archive = (await readFile(await saved.path())).toString('latin1');
  expect(['manifest.json', 'SHA256SUMS', '0001 relazione.pdf', 'bozza.pdf'].map((name) => archive.includes(name))).toEqual([true, true, true, false]);
  await page.getByText(/is made and saved$/).waitFor();
  const [manifest] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Manifest of the pack of/ }).click()]);
  const sha256 = createHash('sha256').update(await readFile(await manifest.path())).digest('hex');
  await page.getByText(`SHA-256 of its manifest: ${sha256}.`).waitFor();
  expect(complaints).toEqual([]);
});

it('fills a template with what is known of a plant, shows first what it will say, and tells afterwards where that came from', async () => {
  const { page, complaints } = await journey.signedIn();
  await page.goto('/documents');
  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByRole('button', { name: /^Fill Cover letter of a connection request/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Fill Cover letter/ });
  await dialog.getByRole('combobox', { name: 'Plant' }).fill('fiori');
  await page.getByRole('option', { name: 'Campo dei Fiori' }).click();
  await dialog.getByRole('row', { name: /plant\.name.*Campo dei Fiori/ }).waitFor();
  await dialog.getByRole('button', { name: 'Make the document' }).click();
  await dialog.getByRole('alert').getByText(/^Some variables have no value/).waitFor();
  await dialog.getByRole('checkbox', { name: 'Leave the places empty of what has no value' }).check();
  await dialog.getByRole('button', { name: 'Make the document' }).click();
  await page.waitForURL(/\/documents\/[0-9a-f-]{36}$/);
  const provenance = page.getByRole('region', { name: 'Made from a template' });
  await provenance.getByText('connection-request-cover-letter, version 1').waitFor();
  await provenance.getByRole('link', { name: 'Campo dei Fiori' }).waitFor();
  await provenance.getByRole('button', { name: /values? it was filled with$/ }).click();
  await provenance.getByRole('row', { name: /plant\.code.*PV-1/ }).waitFor();
  expect(complaints).toEqual([]);
});
