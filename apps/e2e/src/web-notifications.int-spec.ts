import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { UnreadCount, WorkflowDetail, TaskList } from '@kairos/contracts';
import type { Browser } from 'playwright-core';
import { eventually } from '@kairos/testing';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const path = '/api/v1/workflows/notifications';
let platform: Platform;
let browser: Browser;
let admin: Member;
/** Who started no workflow and has no task is reminded of none while somebody counts. */
let reader: Member;
let task: { workflowId: string; taskId: string };

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  reader = await platform.addMember(admin, ['workflows.notification.read', 'workflows.workflow.read', 'assets.plant.read']);
  await platform.knownEverywhere(reader);
  const { body } = await admin.at('assets').post('/api/v1/assets/plants', { code: 'PV-1', name: 'Campo dei Fiori', type: 'Photovoltaic', capacityKw: '19' }).expect(201);
  const { plantId } = body as { plantId: string };
  await eventually(() => platform.database.admin.query('select from workflows.plant_facts where plant_id = $1', [plantId]), ({ rowCount }) => rowCount === 1);
  const workflows = '/api/v1/workflows/workflows';
  const { id: workflowId } = (await admin.at('workflows').post(workflows, { plantId, templateId: 'standard-design' }).expect(201)).body as WorkflowDetail;
  const { items } = (await admin.at('workflows').get(`${workflows}/${workflowId}/tasks`).expect(200)).body as TaskList;
  task = { workflowId, taskId: items[0]?.id ?? '' };
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, platform.url('gateway'), who, looks);
const unreadOf = async (who: Member) => ((await who.at('workflows').get(`${path}/unread-count`).expect(200)).body as UnreadCount).unread;

/** Something somebody is told of their task, or of nothing in particular. */
async function tell({ tenantId, userId }: Member, title: { en: string; it: string }, { link = null as string | null, priority = 'medium', type = 'task' } = {}): Promise<void> {
  await platform.database.admin.query(
    `insert into workflows.notification (id, tenant_id, user_id, type, priority, template, template_version, title, body, link, reason, raised_at)
     values (gen_random_uuid(), $1, $2, $3, $4, 'task_assigned', 1, $5, $6, $7, $8, now())`,
    [tenantId, userId, type, priority, JSON.stringify(title), JSON.stringify({ en: `It is about ${title.en}.`, it: `Riguarda ${title.it}.` }), link, randomUUID()],
  );
}

it('counts what is unread as it comes, tells it, and reads it without going anywhere', async () => {
  const { page, complaints } = await signedIn(reader);
  await page.goto('/');
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await reader.at('workflows').post(`${path}/test`, { channel: 'web' }).expect(200);
  const bell = page.getByRole('button', { name: 'Notifications, 1 unread' });
  await bell.click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  await panel.getByRole('listitem').filter({ hasText: /test/i }).waitFor();
  await panel.getByRole('button', { name: /^Mark as read/ }).click();
  await panel.getByText('unread', { exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await eventually(() => unreadOf(reader), (count) => count === 0);
  expect(new URL(page.url()).pathname).toBe('/');
  expect(complaints).toEqual([]);
});

it('leads to what it tells of, which reads it', async () => {
  await tell(reader, { en: 'A task for you', it: 'Un’attività per te' }, { link: `/api/v1/workflows/workflows/${task.workflowId}/tasks/${task.taskId}` });
  const { page, complaints } = await signedIn(reader);
  await page.goto('/');
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).press('Enter');
  await page.getByRole('dialog').getByRole('link', { name: 'A task for you' }).click();
  await page.waitForURL(`**/workflows/${task.workflowId}?task=${task.taskId}`);
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await eventually(() => unreadOf(reader), (count) => count === 0);
  expect(complaints).toEqual([]);
});

it('lists all of them, narrowed as the address says, and reads all that is left', async () => {
  await tell(reader, { en: 'Something is due', it: 'Qualcosa scade' }, { type: 'deadline', priority: 'high' });
  await tell(reader, { en: 'Something else', it: 'Altro' });
  const { page, complaints } = await signedIn(reader);
  await page.goto('/');
  await page.getByRole('button', { name: 'Notifications, 2 unread' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'All notifications' }).click();
  await page.getByText('2 are unread.').waitFor();
  await page.getByRole('combobox', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await page.waitForURL('**/notifications?priority=high');
  await page.getByRole('listitem').filter({ hasText: 'Something else' }).waitFor({ state: 'detached' });
  await page.getByRole('listitem').filter({ hasText: 'urgent' }).getByText('Something is due', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('listitem').filter({ hasText: 'Something is due' }).waitFor();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('2 notifications are marked as read.').waitFor();
  await page.getByText('You have read everything.').waitFor();
  await page.getByText('Unread', { exact: true }).click();
  await page.waitForURL(({ searchParams }) => searchParams.get('unread') === 'true');
  await page.getByText('No notification is like that').waitFor();
  await page.reload();
  await page.getByText('No notification is like that').waitFor();
  await page.goto('/notifications?type=maintenance&unread=perhaps&priority=nonsense');
  await page.getByText('No notification is like that').waitFor();
  await page.getByRole('link', { name: 'What I am mailed' }).click();
  await page.getByRole('heading', { name: 'How you want to be notified' }).waitFor();
  expect(complaints).toEqual([]);
});

it('tells everybody their own alone, and who may not be notified has no bell', async () => {
  await tell(reader, { en: 'For the reader', it: 'Per chi legge' });
  const other = await platform.addMember(admin, ['workflows.notification.read']);
  const { page } = await signedIn(other);
  await page.goto('/');
  await page.getByRole('button', { name: 'Notifications', exact: true }).click();
  await page.getByRole('dialog').getByText('Nothing to tell you').waitFor();
  const without = await signedIn(await platform.addMember(admin, ['assets.plant.read']));
  await without.page.goto('/');
  await without.page.getByRole('button', { name: /^Account of/ }).waitFor();
  expect(await without.page.getByRole('button', { name: /^Notifications/ }).count()).toBe(0);
});
