import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { CompletedDeadline, DeadlinePage } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Browser } from 'playwright-core';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const list = '/api/v1/workflows/deadlines';
let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  for (const [code, name] of [['PV-1', 'Campo dei Fiori'], ['PV-2', 'Poggio al Vento']] as const) {
    await admin.at('assets').post('/api/v1/assets/plants', { code, name, type: 'Photovoltaic', status: 'In Operation', capacityKw: '450', commissionedOn: '2019-05-04' }).expect(201);
  }
  await eventually(() => deadlinesOf('licence-fee', 'open'), (found) => found.length === 2, 30_000);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function deadlinesOf(obligation: string, status: string): Promise<DeadlinePage['items']> {
  const { body } = await admin.at('workflows').get(`${list}?obligation=${obligation}&status=${status}`).expect(200);
  return (body as DeadlinePage).items;
}

const signedIn = (): Promise<Window> => signedInWindow(browser, platform.url('gateway'), admin);

it('leads from what is next for many plants to one deadline and why it exists, completes it, and shows the one that opens', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('listitem').filter({ hasText: 'Annual licence fee' }).filter({ hasText: '2 plants' }).getByRole('link').click();
  await page.waitForURL('**/deadlines?obligation=licence-fee&**');
  await page.getByRole('row').filter({ hasText: 'Campo dei Fiori' }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Annual licence fee of the electric workshop', level: 1 }).waitFor();
  await page.getByText('Capacity above 20 kW').waitFor();
  await page.getByText('here: 450 kW').waitFor();
  const before = page.url();

  await page.getByRole('button', { name: 'Complete this deadline' }).click();
  await page.getByLabel('Done on').fill('2099-01-01');
  await page.getByRole('button', { name: 'Mark as completed' }).click();
  await page.getByText('must not lie in the future').waitFor();
  const [{ openedAt } = { openedAt: '' }] = await deadlinesOf('licence-fee', 'open');
  await page.getByLabel('Done on').fill(openedAt.slice(0, 10));
  await page.getByLabel('What proves it').fill('F24 0042');
  await page.getByRole('button', { name: 'Mark as completed' }).click();
  await page.getByText('Completed. The next one is due on').waitFor();
  await page.getByText('F24 0042').waitFor();
  await page.getByRole('link', { name: 'To the next one' }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.getByRole('button', { name: 'Complete this deadline' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'completed on' }).waitFor();
  expect(complaints).toEqual([]);
});

it('says when somebody else has completed what one is about to complete, and sends nothing', async () => {
  const { page } = await signedIn();
  const [of] = await deadlinesOf('fuel-mix-disclosure', 'open');
  await page.goto(`/deadlines/${of?.id}`);
  await page.getByRole('button', { name: 'Complete this deadline' }).click();
  const answer = await admin.at('workflows').post(`${list}/${of?.id}/complete`, { completedOn: of?.openedAt.slice(0, 10), note: 'by somebody else' }).set('if-match', `"${of?.version}"`).expect(200);
  await page.getByText('Somebody changed this meanwhile').waitFor();
  await page.getByText('by somebody else').waitFor();
  expect((answer.body as CompletedDeadline).next).not.toBeNull();
});

it('goes through the calendar by the keyboard, and gives a link for other calendars that stops with its revocation', async () => {
  const { page } = await signedIn();
  const [{ dueOn } = { dueOn: null }] = await deadlinesOf('licence-fee', 'open');
  await page.goto(`/calendar?month=${dueOn?.slice(0, 7)}&day=${dueOn}`);
  await page.locator(`[data-day="${dueOn}"]`).filter({ hasText: 'Annual licence fee' }).focus();
  await page.keyboard.press('PageDown');
  await page.waitForURL((url) => url.searchParams.get('day')?.slice(8) === dueOn?.slice(8) && url.searchParams.get('month') !== dueOn?.slice(0, 7));
  expect(await page.evaluate<string>('document.activeElement.dataset.day.slice(8)')).toBe(dueOn?.slice(8));

  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.locator('pre').filter({ hasText: '.ics' }).innerText();
  expect(await (await page.request.get(address)).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: 'Revoke Deadlines of Kairos' }).click();
  await page.getByRole('button', { name: 'Revoke for good' }).click();
  await page.getByText('get nothing more').waitFor();
  expect((await page.request.get(address)).status()).toBe(404);
});

it('tries a plant against the obligations and says which of them it would have', async () => {
  const { page } = await signedIn();
  await page.goto('/obligations?capacityKw=20');
  const fee = page.locator('details').filter({ hasText: 'Annual licence fee' }).locator('summary');
  await fee.getByText('does not apply').waitFor();
  await page.getByLabel('Capacity in kW').fill('20.001');
  await page.waitForURL('**/obligations?capacityKw=20.001');
  await fee.getByText('applies', { exact: true }).waitFor();
});
