import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const plants = '/api/v1/assets/plants';

let platform: Platform;
let browser: Browser;
let admin: Member;
let other: Member;
let origin: string;
let plantId: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  other = await platform.addMember(admin, ['*']);
  await platform.knownEverywhere(admin);
  await platform.knownEverywhere(other);
  plantId = await registered('PV-1', 'Campo <img src=x onerror=alert(1)>');
  const components = await admin.at('assets').post(`${plants}/${plantId}/components`, { code: 'INV-1', name: 'Inverter nord', kind: 'inverter', ratedPowerKw: '100' }).expect(201);
  await admin.at('assets').post(`${plants}/${plantId}/components`, { code: 'M-1', name: 'Contatore', kind: 'meter', parentId: (components.body as { componentId: string }).componentId }).expect(201);
  await admin.at('assets').post(`${plants}/${plantId}/maintenance`, { title: 'Pulizia moduli', type: 'Ordinary', plannedOn: '2026-01-10' }).expect(201);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function registered(code: string, name: string): Promise<string> {
  const { body } = await admin.at('assets').post(plants, { code, name, type: 'Photovoltaic', capacityKw: '998.5', municipality: 'Foggia', province: 'FG', region: 'Puglia' }).expect(201);
  return (body as { plantId: string }).plantId;
}

const signedIn = (member: Member): Promise<Window> => signedInWindow(browser, origin, member);

it('leads from the list to a plant, which refuses a wrong capacity as it is typed, takes a right one, remembers who changed it, and takes it back', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/plants');
  await page.getByRole('link', { name: 'Campo <img src=x onerror=alert(1)>' }).click();
  await page.getByRole('heading', { name: 'Campo <img src=x onerror=alert(1)>', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Edit' }).click();
  const capacity = page.getByRole('textbox', { name: 'Capacity' });
  await capacity.fill('-5');
  await capacity.blur();
  await page.getByText('Kilowatts with at most 3 decimals, such as 998.5').waitFor();
  await capacity.fill('1200,5');
  await page.getByRole('textbox', { name: 'Reason of the change' }).fill('Repowering');
  await page.getByRole('link', { name: 'Plants', exact: true }).click();
  await page.goBack();
  await page.getByText('Your unsaved changes are back.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('1,200.5 kW').first().waitFor();
  await page.getByRole('link', { name: 'History' }).click();
  await page.waitForURL('**/plants/*?section=history');
  await page.getByText('Reason: Repowering').waitFor();
  await page.getByRole('button', { name: /^Take back the change of/ }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Take this change back' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Not built after all');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Reason: Not built after all').waitFor();
  expect((await admin.at('assets').get(`${plants}/${plantId}`)).body).toMatchObject({ capacityKw: '998.5' });
  expect(complaints).toEqual([]);
});

it('shows whoever saves second what the first one changed, and keeps theirs or mine as they decide', async () => {
  const id = await registered('PV-2', 'Salto del Gallo');
  const [first, second] = await Promise.all([signedIn(admin), signedIn(other)]);
  for (const { page } of [first, second]) {
    await page.goto(`/plants/${id}/edit`);
    await page.getByRole('textbox', { name: 'Capacity' }).waitFor();
  }
  await first.page.getByRole('textbox', { name: 'Capacity' }).fill('1500');
  await second.page.getByRole('textbox', { name: 'Capacity' }).fill('1700');
  await second.page.getByRole('textbox', { name: 'Technology' }).fill('Bifacial');
  await first.page.getByRole('button', { name: 'Save' }).click();
  await first.page.getByText('1,500 kW').first().waitFor();
  await second.page.getByRole('button', { name: 'Save' }).click();
  const comparison = second.page.getByRole('table', { name: 'The changes beside each other' });
  await comparison.waitFor();
  expect(await comparison.getByRole('row').filter({ hasText: 'Capacity' }).innerText()).toMatch(/both changed\s+998\.5 kW\s+1,500 kW\s+1,700 kW/);
  await second.page.getByRole('button', { name: 'Take theirs' }).click();
  expect(await second.page.getByRole('textbox', { name: 'Capacity' }).inputValue()).toBe('1500');
  await second.page.getByRole('button', { name: 'Save' }).click();
  await second.page.getByText('Bifacial').waitFor();
  expect((await admin.at('assets').get(`${plants}/${id}`)).body).toMatchObject({ capacityKw: '1500', technology: 'Bifacial' });
});

it('offers what needs four eyes to somebody else, who approves it; whoever proposed it is not asked', async () => {
  const id = await registered('PV-3', 'Masseria Vento');
  const body = { title: 'Rename the masseria', reason: 'As in the deed', changes: [{ plantId: id, facts: { name: 'Masseria Grande' } }] };
  const { body: set } = await admin.at('assets').post('/api/v1/assets/change-sets', body).expect(201);
  const [own, approver] = await Promise.all([signedIn(admin), signedIn(other)]);
  await own.page.goto(`/change-sets/${(set as { id: string }).id}`);
  await own.page.getByRole('button', { name: 'Withdraw' }).waitFor();
  expect(await own.page.getByRole('button', { name: /Approve|Reject/ }).count()).toBe(0);
  await approver.page.goto('/');
  await approver.page.getByRole('link', { name: 'Changes to approve' }).click();
  await approver.page.getByRole('link', { name: 'Rename the masseria' }).click();
  await approver.page.getByRole('button', { name: 'Approve and apply' }).click();
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Approve and apply' }).click();
  await approver.page.getByText('Applied', { exact: true }).waitFor();
  expect((await admin.at('assets').get(`${plants}/${id}`)).body).toMatchObject({ name: 'Masseria Grande' });
});

it('keeps a view of the list for everybody, gives it back to somebody else, and takes it away with a way back', async () => {
  const [own, colleague] = await Promise.all([signedIn(admin), signedIn(other)]);
  await own.page.goto('/plants?type=Photovoltaic&capacityFromKw=900&sort=-capacityKw');
  await own.page.getByText('From kW: 900').waitFor();
  await own.page.getByRole('button', { name: 'Views' }).click();
  await own.page.getByRole('button', { name: 'Save this view…' }).click();
  const dialog = own.page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Give it a name').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Large <i>fields</i>');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await own.page.getByText('View “Large <i>fields</i>” is saved.').waitFor();

  await colleague.page.goto('/plants');
  await colleague.page.getByRole('button', { name: 'Views' }).click();
  await colleague.page.getByRole('link', { name: 'Large <i>fields</i>' }).click();
  await colleague.page.waitForURL((url) => url.searchParams.get('type') === 'Photovoltaic' && url.searchParams.get('sort') === '-capacityKw');
  await colleague.page.getByText('From kW: 900').waitFor();
  await colleague.page.getByRole('button', { name: 'Without the filter From kW' }).click();
  await colleague.page.waitForURL((url) => !url.searchParams.has('capacityFromKw'));
  await colleague.page.getByRole('button', { name: 'Views' }).click();
  await colleague.page.getByText('of others').waitFor();
  expect(await colleague.page.getByRole('button', { name: /Remove the view/ }).count()).toBe(0);

  await own.page.getByRole('button', { name: 'Views' }).click();
  await own.page.getByRole('button', { name: 'Remove the view Large <i>fields</i>' }).click();
  await own.page.getByRole('button', { name: 'Undo' }).click();
  await own.page.getByRole('button', { name: 'Views' }).click();
  await own.page.getByRole('link', { name: 'Large <i>fields</i>' }).waitFor();
  expect([...own.complaints, ...colleague.complaints]).toEqual([]);
});
