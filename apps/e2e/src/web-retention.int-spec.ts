import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DocumentView, RetentionScheduleList } from '@kairos/contracts';
import type { Browser } from 'playwright-core';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, platform.url('gateway'), who, looks);
const schedules = async () => ((await admin.at('workflows').get('/api/v1/workflows/retention-schedules').expect(200)).body as RetentionScheduleList).items;

it('changes how long documents of a category are kept, by what law, and refuses to without one', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Retention', exact: true }).click();
  await page.getByRole('row', { name: /Fiscal.*10 years.*art\. 2220/ }).waitFor();
  await page.getByRole('button', { name: 'Change how long Operational documents are kept' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Years' }).fill('0');
  await dialog.getByRole('textbox', { name: /By what law/ }).fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Say by what.').waitFor();
  await dialog.getByRole('textbox', { name: /By what law/ }).fill('Resolution of the board');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /Operational.*not at all.*Resolution of the board.*your organisation/ }).waitFor();
  expect((await schedules()).find(({ category }) => category === 'Operational')).toMatchObject({ years: 0, origin: 'tenant', version: 1 });
  expect(complaints).toEqual([]);
});

it('draws up a list of what is over, disposes of it after asking once more, and keeps what is left of it', async () => {
  const stored = await admin.at('workflows').post('/api/v1/workflows/documents?fileName=letter.xml&category=Operational').set('content-type', 'application/xml').send('<?xml version="1.0"?><letter/>').expect(201);
  const { id, name } = stored.body as DocumentView;
  const { page, complaints } = await signedIn(admin);
  await page.goto('/retention');
  await page.getByText('No list was drawn up yet.').waitFor();
  await page.getByRole('button', { name: 'Draw up a list' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Nothing is over yet');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('alert').first().waitFor();
  await page.keyboard.press('Escape');

  // Postgres lets a promise be kept shorter to nobody: the trigger has to be away for a day to pass.
  await platform.database.admin.query('alter table workflows.document disable trigger retention_is_kept');
  await platform.database.admin.query(`update workflows.document set retain_until = current_date - 2 where id = $1`, [id]);
  await platform.database.admin.query('alter table workflows.document enable trigger retention_is_kept');
  await page.getByRole('button', { name: 'Draw up a list' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Its time is over');
  await page.getByRole('button', { name: 'Confirm' }).click();
  const drawer = page.getByRole('dialog', { name: /^List of/ });
  await drawer.getByRole('row', { name: new RegExp(name) }).waitFor();
  await drawer.getByRole('button', { name: 'Dispose of them' }).click();
  await page.getByRole('dialog', { name: 'Dispose of this document for good?' }).getByRole('button', { name: 'Dispose of them' }).click();
  await page.getByText('The list is carried out.').waitFor();
  await drawer.getByRole('row', { name: /gone/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'What is gone' }).last().getByRole('row', { name: /letter\.xml.*Its time is over/ }).waitFor();
  await admin.at('workflows').get(`/api/v1/workflows/documents/${id}`).expect(404);
  expect(complaints).toEqual([]);
});

it('shows how long documents are kept to whoever may see them, and nothing to change or dispose of', async () => {
  const { page } = await signedIn(await platform.addMember(admin, ['documents.document.read']));
  await page.goto('/retention');
  await page.getByRole('row', { name: /Fiscal/ }).waitFor();
  expect(await page.getByRole('button', { name: /Change how long|Draw up/ }).count()).toBe(0);
  expect(await page.getByRole('heading', { name: /Disposal lists|What is gone/ }).count()).toBe(0);
});
