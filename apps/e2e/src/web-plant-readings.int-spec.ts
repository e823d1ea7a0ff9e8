import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '@kairos/testing';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const plants = '/api/v1/assets/plants';

let platform: Platform;
let browser: Browser;
let admin: Member;
let reader: Member;
let origin: string;
let plantId: string;
let meterId: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  reader = await platform.addMember(admin, ['assets.plant.read', 'assets.component.read', 'assets.maintenance.read', 'assets.reading.read', 'assets.performance.read']);
  await platform.knownEverywhere(admin);
  await platform.knownEverywhere(reader);
  plantId = await registered('PV-1', 'Campo Grande');
  const { body } = await admin.at('assets').post(`${plants}/${plantId}/components`, { code: 'M-1', name: 'Contatore', kind: 'meter' }).expect(201);
  meterId = (body as { componentId: string }).componentId;
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function registered(code: string, name: string): Promise<string> {
  const { body } = await admin.at('assets').post(plants, { code, name, type: 'Photovoltaic', capacityKw: '998.5', municipality: 'Foggia', province: 'FG', region: 'Puglia', commissionedOn: '2021-06-01' }).expect(201);
  return (body as { plantId: string }).plantId;
}

const signedIn = (member: Member): Promise<Window> => signedInWindow(browser, origin, member);

it('draws what came beside what was expected, reads it place by place by the arrow keys, and takes what somebody knows of a month', async () => {
  const months = `${plants}/${plantId}/performance`;
  const month = new Date().toISOString().slice(0, 7);
  await admin.at('assets').put(`${months}/${month}`, { expectedKwh: '120000', actualKwh: '98000.5', irradiationKwhPerM2: '120' }).set('if-match', '"0"').expect(200);
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}?section=performance`);
  const chart = page.getByRole('figure', { name: /Actual and expected energy/ });
  await chart.locator('canvas').waitFor();
  await chart.focus();
  await page.keyboard.press('End');
  await chart.getByRole('status').getByText(/Actual: 98 MWh, Expected: 120 MWh, Performance ratio: 81\.\d%/).waitFor();
  await page.getByRole('table', { name: 'Energy by month' }).getByRole('link').first().click();
  const drawer = page.getByRole('dialog', { name: /^What is known of/ });
  await drawer.getByRole('textbox', { name: 'Revenue' }).fill('a lot');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('Euros with at most 2 decimals, such as 1250.50').waitFor();
  await drawer.getByRole('textbox', { name: 'Revenue' }).fill('8120,5');
  await admin.at('assets').put(`${months}/${month}`, { expectedKwh: '120000', actualKwh: '99000' }).set('if-match', '"1"').expect(200);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByRole('button', { name: 'Put mine upon theirs' }).click();
  expect(await drawer.getByRole('textbox', { name: 'Actual energy' }).inputValue()).toBe('99000');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('table', { name: 'Energy by month' }).getByText('€8,120.50').waitFor();
  expect((await admin.at('assets').get(`${months}/${month}`)).body).toMatchObject({ actualKwh: '99000', revenueEur: '8120.5', version: 3 });
  expect(complaints).toEqual([]);
});

it('shows a night on which clocks go back by the clock of the plant, what is missing of it and what can hardly be, and corrects a reading with its reason', async () => {
  const firstMs = Date.parse('2026-10-24T22:00:00Z');
  const hours = Array.from({ length: 25 }, (_, at) => ({ startsAt: new Date(firstMs + at * 3_600_000).toISOString(), interval: 'hour', energyKwh: at === 14 ? '99999' : String(100 + at), quality: at === 3 ? 'estimated' : 'measured' }));
  await admin.at('assets').post(`${plants}/${plantId}/meters/${meterId}/readings`, { source: 'portal', readings: hours.filter((_, at) => at !== 6 && at !== 7) }).expect(200);
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}?section=readings&span=day&on=2026-10-25`);
  await page.getByText('Clocks go back in this period: it has an hour more.').waitFor();
  await page.getByText('Once nothing was read, for 2 hours in all').waitFor();
  await page.getByText('1 reading that can hardly be').waitFor();
  const table = page.getByRole('table', { name: 'Readings of the period' });
  for (const time of ['25 Oct, 02:00 CEST', '25 Oct, 02:00 CET']) await table.getByRole('cell', { name: time, exact: true }).waitFor();
  expect(await table.getByText('No reading').count()).toBe(2);
  const chart = page.getByRole('figure', { name: /^Energy read in the period/ });
  await chart.locator('canvas').waitFor();
  await chart.focus();
  await page.keyboard.press('Home');
  await chart.getByRole('status').getByText('25 Oct, 00:00 CEST, 100 kWh, Measured').waitFor();

  await table.getByRole('button', { name: 'Correct the reading of 25 Oct, 13:00 CET' }).click();
  const dialog = page.getByRole('dialog', { name: 'Correct the reading of 25 Oct, 13:00 CET' });
  await dialog.getByRole('textbox', { name: 'Energy (kWh)' }).fill('minus one');
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
  await dialog.getByText('2 fields need another look.').waitFor();
  await dialog.getByRole('textbox', { name: 'Energy (kWh)' }).fill('114,5');
  await dialog.getByRole('textbox', { name: 'Why it is corrected' }).fill('Digit read twice');
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
  const history = page.getByRole('table', { name: 'Corrections' });
  await history.getByText('Digit read twice').waitFor();
  expect(await history.getByRole('row').last().innerText()).toMatch(/99,999 kWh, measured\s+114\.5 kWh, measured/);
  await page.getByRole('button', { name: 'The period after' }).click();
  await page.waitForURL((url) => url.searchParams.get('on') === '2026-10-26');
  await page.getByText('Nothing was read in this period.').waitFor();
  expect(complaints).toEqual([]);
});

it('shows readings to those who may only read, without a way to change one', async () => {
  const { page } = await signedIn(reader);
  await page.goto(`/plants/${plantId}?section=readings&span=month&on=2026-10-25`);
  await page.getByText(/^23 readings, /).waitFor();
  expect(await page.getByRole('button', { name: /^Correct/ }).count()).toBe(0);
  await page.goto(`/plants/${plantId}?section=performance`);
  await page.getByRole('table', { name: 'Energy by month' }).waitFor();
  expect(await page.getByRole('table', { name: 'Energy by month' }).getByRole('link').count()).toBe(0);
});

it('offers what needs four eyes of a record to somebody else', async () => {
  const settings = '/api/v1/identity/settings';
  const { body } = await admin.at('identity').get(settings).expect(200);
  await admin.at('identity').patch(settings, { fourEyesFields: ['gse.antimafiaProtocol'] }).set('if-match', `"${(body as { version: number }).version}"`).expect(200);
  const record = `${plants}/${plantId}/authority-records/gse`;
  const other = `${plants}/${await registered('PV-2', 'Campo Piccolo')}/authority-records/gse`;
  const changed = async () => {
    const { version } = (await admin.at('assets').get(other)).body as { version: number };
    return (await admin.at('assets').patch(other, { antimafiaProtocol: `PR-${version}` }).set('if-match', `"${version}"`)).status;
  };
  await eventually(changed, (status) => status === 409);
  const { page } = await signedIn(admin);
  await page.goto(`/plants/${plantId}`);
  const gse = page.getByRole('region', { name: 'GSE' });
  await gse.getByRole('button', { name: /: GSE$/ }).click();
  await gse.getByRole('textbox', { name: 'Antimafia protocol' }).fill('PR-2026-7');
  await gse.getByRole('textbox', { name: 'Reason of the change' }).fill('As the prefecture wrote');
  await gse.getByRole('button', { name: 'Save' }).click();
  await gse.getByRole('button', { name: 'Propose the changes' }).click();
  await page.waitForURL('**/change-sets/*');
  await page.getByText('PR-2026-7').waitFor();
  expect((await admin.at('assets').get(record)).body).toMatchObject({ antimafiaProtocol: null });
});
