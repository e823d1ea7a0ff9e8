import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { faultsInEveryFace } from './accessibility.ts';
import { closeWindows, openBrowser } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const plants = '/api/v1/assets/plants';

let platform: Platform;
let browser: Browser;
let admin: Member;
let viewer: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  viewer = await platform.addMember(admin, ['assets.plant.read']);
  await platform.knownEverywhere(admin);
  await platform.knownEverywhere(viewer);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** `2026-10` for one month ago in November. */
const monthsAgo = (count: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7);
};

it('says on the first page what plants yielded in thirteen months beside what was expected, and leaves out what nobody knows', async () => {
  const { page, complaints } = await signedInWindow(browser, origin, admin);
  await page.goto('/');
  const portfolio = page.getByRole('region', { name: 'Portfolio' });
  await portfolio.getByText(/^What your plants produce appears here month by month/).waitFor();
  const { body } = await admin.at('assets').post(plants, { code: 'PV-1', name: 'Campo Grande', type: 'Photovoltaic', capacityKw: '998.5', region: 'Puglia' }).expect(201);
  const months = `${plants}/${(body as { plantId: string }).plantId}/performance`;
  for (const ago of [13, 12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1]) {
    await admin.at('assets').put(`${months}/${monthsAgo(ago)}`, { expectedKwh: '100000', actualKwh: String(80_000 + ago * 2_500.5) }).set('if-match', '"0"').expect(200);
  }
  const chart = portfolio.getByRole('figure', { name: /^What plants yielded in the last 13 months/ });
  await chart.locator('canvas').waitFor();
  await chart.focus();
  await page.keyboard.press('End');
  await chart.getByRole('status').getByText(/Produced: 82\.5 MWh, Expected: 100 MWh, Of what was expected: 82\.5%/).waitFor();
  await portfolio.getByText('Of 1 month nothing is known: it is left out.').waitFor();
  await portfolio.getByText('Production by month').first().click();
  const table = portfolio.getByRole('table', { name: 'Production by month' });
  expect(await table.getByRole('row').count()).toBe(14);
  expect(await table.getByText('no data').count()).toBe(1);
  expect(await faultsInEveryFace(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('shows the months of a year that is chosen, which the address then names', async () => {
  const { body } = await admin.at('assets').post(plants, { code: 'PV-2', name: 'Campo Vecchio', type: 'Photovoltaic', capacityKw: '500', commissionedOn: '2014-05-01' }).expect(201);
  const { plantId } = body as { plantId: string };
  await admin.at('assets').put(`${plants}/${plantId}/performance/2015-07`, { expectedKwh: '70000', actualKwh: '61500' }).set('if-match', '"0"').expect(200);
  const { page } = await signedInWindow(browser, origin, admin);
  await page.goto(`/plants/${plantId}?section=performance`);
  await page.getByRole('heading', { name: 'Energy by month', exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Period' }).click();
  expect((await page.getByRole('option').allInnerTexts()).at(-1)).toBe('2014');
  await page.getByRole('option', { name: '2015' }).click();
  const table = page.getByRole('table', { name: 'Energy by month, 2015' });
  await table.getByRole('row', { name: /July 2015.*61\.5 MWh.*70 MWh/ }).waitFor();
  expect(await table.getByRole('row').count()).toBe(13);
  expect(new URL(page.url()).searchParams.get('year')).toBe('2015');
  await page.reload();
  await table.getByRole('row', { name: /July 2015/ }).waitFor();
});

it('shows plants without what they yield to those who may not read that', async () => {
  const { page, requests } = await signedInWindow(browser, origin, viewer);
  await page.goto('/');
  await page.getByRole('region', { name: 'Portfolio' }).getByText('Photovoltaic').waitFor();
  expect(requests.filter((url) => url.includes('/production'))).toEqual([]);
});
