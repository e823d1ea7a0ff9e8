import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { TaskList, TaskView, WorkflowDetail } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const workflowsPath = '/api/v1/workflows/workflows';
const template = 'annual-consumption-declaration';

let platform: Platform;
let browser: Browser;
let admin: Member;
let plant: { plantId: string };

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  const body = { code: 'PV-1', name: 'Campo dei Fiori', type: 'Photovoltaic', status: 'In Operation', capacityKw: '400', commissionedOn: '2024-05-01' };
  plant = (await admin.at('assets').post('/api/v1/assets/plants', body).expect(201)).body as { plantId: string };
  await eventually(async () => (await admin.at('workflows').get(`/api/v1/workflows/workflow-templates/applicable?plantId=${plant.plantId}`)).status, (status) => status === 200, 20_000);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (): Promise<Window> => signedInWindow(browser, platform.url('gateway'), admin);

async function started(): Promise<{ workflow: WorkflowDetail; tasks: TaskView[] }> {
  const workflow = (await admin.at('workflows').post(workflowsPath, { plantId: plant.plantId, templateId: template }).expect(201)).body as WorkflowDetail;
  const { items } = (await admin.at('workflows').get(`${workflowsPath}/${workflow.id}/tasks`).expect(200)).body as TaskList;
  return { workflow, tasks: items };
}

const command = (task: TaskView, verb: string, body: object) =>
  admin.at('workflows').post(`${workflowsPath}/${task.workflowId}/tasks/${task.id}/${verb}`, body).set('if-match', `"${task.version}"`).expect(200);

async function startInPage(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Workflows' }).click();
  await page.getByRole('button', { name: 'Start a workflow' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Start a workflow' });
  await dialog.getByRole('combobox', { name: 'Plant' }).fill('fiori');
  await page.getByRole('option', { name: 'Campo dei Fiori' }).click();
  await dialog.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'Annual declaration of consumption' }).click();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]{36}$/);
}

it('starts a practice for a plant, takes the document that a task asks for, completes the task and tells the progress', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await startInPage(page);
  const board = page.getByRole('region', { name: 'Stages' });
  await board.getByRole('button', { name: /Make the EDI.*waits for Collect the monthly readings/ }).waitFor();
  await board.getByRole('button', { name: /^Collect the monthly readings/ }).click();
  const task = page.getByRole('dialog', { name: /Collect the monthly readings/ });
  await task.getByRole('button', { name: 'Start', exact: true }).click();
  await task.getByRole('textbox', { name: /Consumption of the year/ }).fill('1234,5');
  await task.getByRole('button', { name: 'Complete', exact: true }).click();
  await task.getByRole('alert').getByText('Document: Monthly readings, missing').waitFor();
  await task.locator('input[type=file]').setInputFiles({ name: 'readings.csv', mimeType: 'text/csv', buffer: Buffer.from('month,kWh\n2026-01,1234.5\n') });
  await task.getByText('here', { exact: true }).waitFor();
  await task.getByRole('button', { name: 'Complete', exact: true }).click();
  await task.getByText('Completed', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Task completed').waitFor();
  const progress = page.getByRole('definition').getByRole('progressbar', { name: /^Progress of/ });
  expect(Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

it('lists what is open, lets the keyboard choose, and tells of each task what became of it', async () => {
  const { tasks } = await started();
  const [first, second] = tasks as [TaskView, TaskView, ...TaskView[]];
  await command(first, 'assign', { assignee: { kind: 'user', userId: (await me()).userId } });
  await command(second, 'assign', { assignee: { kind: 'user', userId: (await me()).userId } });
  const { page } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Tasks' }).click();
  await page.getByRole('checkbox', { name: /^Select (Collect|Make)/ }).first().focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 tasks selected').waitFor();
  await page.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change 2 tasks' });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('Choose at least one thing to change.').waitFor();
  await dialog.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'In progress' }).click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const outcomes = page.getByRole('dialog', { name: 'What became of each task' });
  await outcomes.getByText('1 changed, 1 refused and still selected.').waitFor();
  await outcomes.getByText(/It waits for/).waitFor();
  await outcomes.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('1 task selected').waitFor();
});

const me = async () => (await admin.at('identity').get('/api/v1/identity/me').expect(200)).body as { userId: string };
