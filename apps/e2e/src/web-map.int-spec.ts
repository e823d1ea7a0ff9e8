import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@kairos/testing';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  const bodies = [
    { code: 'WD-1', name: 'Crinale <b>alto</b>', type: 'Wind', capacityKw: '2400', latitudeDeg: '44.2', longitudeDeg: '10.4' },
    { code: 'PV-1', name: 'Campo di Foggia', type: 'Photovoltaic', capacityKw: '998.5', latitudeDeg: '41.46', longitudeDeg: '15.54' },
    { code: 'HY-1', name: 'Salto senza luogo', type: 'Hydroelectric', capacityKw: '40' },
  ];
  for (const body of bodies) await admin.at('assets').post('/api/v1/assets/plants', body).expect(201);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const open = (looks?: Parameters<typeof signedInWindow>[3]): Promise<Window> => signedInWindow(browser, platform.url('gateway'), admin, looks);
const drawn = (page: Page) => page.locator('[data-drawn=true]').waitFor();

/** Clicks where the address centres the map, until the plant that stands there is drawn. */
async function chooseAtCentre(page: Page): Promise<void> {
  const shown = async () => {
    await page.getByRole('region', { name: 'Map of the plants' }).locator('canvas').click();
    return page.getByRole('region', { name: 'The plant that was chosen' }).isVisible();
  };
  await eventually(shown, (visible) => visible, 30_000);
}

it('shows plants where they stand, says how many stand nowhere, and leads to the one that is clicked, without a request to anybody else', async () => {
  const { page, complaints } = await open();
  await page.goto('/plants?type=Wind');
  await page.getByRole('link', { name: 'Map' }).click();
  await page.getByText('1 plant on the map').waitFor();
  await page.goto('/plants/map?at=10.4,44.2,9');
  await page.getByText('2 plants on the map · 1 without coordinates').waitFor();
  await drawn(page);
  const card = page.getByRole('region', { name: 'The plant that was chosen' });
  await chooseAtCentre(page);
  expect(await card.innerText()).toContain('2.4 MW');
  expect(await page.getByRole('list', { name: 'Compliance' }).innerText()).toMatch(/Below 70%[\s\S]*Complete/);
  await card.getByRole('link', { name: 'Crinale <b>alto</b>' }).click();
  await page.getByRole('heading', { name: 'Crinale <b>alto</b>', level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

it('keeps what it is coloured by and where it stands in its address', async () => {
  const { page } = await open();
  await page.goto('/plants/map?at=10.4,44.2,9');
  await drawn(page);
  await page.getByText('Type', { exact: true }).last().click();
  await page.waitForURL('**colour=type**');
  await page.getByRole('list', { name: 'Type' }).getByText('Wind').waitFor();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.waitForURL('**at=10.4%2C44.2%2C10**');
  await page.reload();
  await page.getByRole('list', { name: 'Type' }).waitFor();
});

it('is coloured by type for whoever may not read compliance, who is not asked to choose it', async () => {
  const reader = await platform.addMember(admin, ['assets.plant.read']);
  const { page, requests } = await signedInWindow(browser, platform.url('gateway'), reader);
  await page.goto('/plants/map');
  await page.getByRole('list', { name: 'Type' }).waitFor();
  expect(await page.getByText('Compliance').count()).toBe(0);
  expect(requests.filter((url) => url.includes('compliance'))).toEqual([]);
});
