import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { seriousFaults } from './axe.ts';
import { closeWindows, openBrowser, Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';
import { visit } from './standing.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  for (const [code, name, type, capacityKw] of [['PV-1', 'Campo dei Fiori', 'Photovoltaic', '19'], ['WD-1', 'Crinale <img src=x onerror=alert(1)>', 'Wind', '2400.5']] as const) {
    await admin.at('assets').post('/api/v1/assets/plants', { code, name: `${name}`, type, capacityKw }).expect(201);
  }
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function signIn(window: Window, { email, password }: Pick<Member, 'email' | 'password'>): Promise<void> {
  await window.page.locator('input[name=email]').fill(email);
  await window.page.locator('input[name=password]').fill(password);
  await window.page.locator('button[type=submit]').click();
}

const signedIn = (looks?: Parameters<typeof signedInWindow>[3]): Promise<Window> => signedInWindow(browser, origin, admin, looks);

it('leads who comes for the first time from a one-time password to their own, and in', async () => {
  const { email, oneTimePassword } = await platform.found('borea');
  const window = await Window.open(browser, origin);
  await window.page.goto('/plants');
  await signIn(window, { email, password: oneTimePassword });
  await window.page.locator('input[name=new-password]').fill('herons of the slow river');
  await window.page.locator('input[name=repeated]').fill('herons of the slow river');
  await window.page.locator('button[type=submit]').click();
  await window.page.getByRole('heading', { name: 'Plants', level: 1 }).waitFor();
  expect(window.complaints).toEqual([]);
});

it('says no more of a refused sign-in than that it was refused', async () => {
  const window = await Window.open(browser, origin);
  await window.page.goto('/');
  await signIn(window, { email: admin.email, password: 'not the password' });
  expect(await window.page.getByRole('alert').innerText()).toContain('The e-mail address or the password is not right.');
});

it('keeps a session through a reload, holds no token where a script of another page could read it, and ends it for all tabs', async () => {
  const window = await signedIn();
  await window.page.goto('/');
  await window.page.reload();
  await window.page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(await window.page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])')).not.toMatch(/eyJ|kairos_refresh/);
  await window.page.getByRole('button', { name: /^Account of/ }).click();
  await window.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await window.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await window.page.goto('/plants');
  await window.page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('shows plants as they are, runs nothing that stands in their names, and keeps what the list is narrowed to in its address', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Plants' }).click();
  await page.getByRole('cell', { name: 'Crinale <img src=x onerror=alert(1)>' }).waitFor();
  expect(await page.getByRole('cell', { name: '2.4 MW' }).count()).toBe(1);
  await page.getByRole('searchbox', { name: 'Name, code or municipality' }).fill('fiori');
  await page.waitForURL('**/plants?text=fiori');
  await page.getByText('1 plant · 19 kW').waitFor();
  await page.reload();
  await page.getByText('1 plant · 19 kW').waitFor();
  expect(await page.getByRole('cell', { name: 'Campo dei Fiori' }).count()).toBe(1);
  expect(await page.getByText('Crinale').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('shows a plant that somebody registers elsewhere without being asked again', async () => {
  const { page } = await signedIn();
  await page.goto('/plants');
  await page.getByRole('cell', { name: 'Campo dei Fiori' }).waitFor();
  await admin.at('assets').post('/api/v1/assets/plants', { code: 'HY-1', name: 'Salto del Gallo', type: 'Hydroelectric', capacityKw: '450' }).expect(201);
  await page.getByRole('cell', { name: 'Salto del Gallo' }).waitFor();
});

it('shows what came between reading a list and listening for changes', async () => {
  const { page } = await signedIn();
  await page.goto('/');
  const connecting = Promise.withResolvers<void>();
  await page.route('**/api/v1/events**', async (route) => {
    await connecting.promise;
    await route.continue();
  });
  await page.goto('/plants');
  await page.getByRole('cell', { name: 'Campo dei Fiori' }).waitFor();
  await admin.at('assets').post('/api/v1/assets/plants', { code: 'HY-2', name: 'Salto della Lepre', type: 'Hydroelectric', capacityKw: '45' }).expect(201);
  connecting.resolve();
  await page.getByRole('cell', { name: 'Salto della Lepre' }).waitFor();
});

it('does not bring back to a list who has left it while the search was still settling', async () => {
  const { page } = await signedIn();
  await page.goto('/plants');
  const link = page.getByRole('link', { name: 'Campo dei Fiori' });
  await link.waitFor();
  await page.route(/\/assets\/plants\/[\w-]+$/, async (route) => {
    await page.waitForTimeout(1000);
    await route.continue();
  });
  await page.getByRole('searchbox', { name: 'Name, code or municipality' }).pressSequentially('campo');
  await link.click();
  await page.getByRole('heading', { name: 'Campo dei Fiori', level: 1 }).waitFor();
});

it('finds rooms and plants by the keyboard alone', async () => {
  const { page } = await signedIn();
  await visit(page, '/');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or find a plant' }).waitFor();
  await page.keyboard.type('fiori');
  await page.getByRole('option', { name: /Campo dei Fiori/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Campo dei Fiori', level: 1 }).waitFor();
});

it('asks for a page that is not there to be left, and never answers for the API', async () => {
  const { page } = await signedIn();
  await page.goto('/no/such/room');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect((await page.request.get('/api/v1/nothing')).status()).toBe(404);
});

it.each([
  ['light', 'en-GB'], ['dark', 'it-IT'],
] as const)('has a door without a serious fault for who cannot see or point, %s, %s', async (colorScheme, locale) => {
  const { page } = await Window.open(browser, origin, { colorScheme, locale });
  await page.goto('/sign-in');
  await page.locator('h1').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
});

it('loads no more than a quarter of a megabyte of scripts before the first list stands', async () => {
  const window = await Window.open(browser, origin);
  const sizes: number[] = [];
  window.page.on('requestfinished', async (request) => {
    if (request.url().endsWith('.js')) sizes.push((await request.sizes()).responseBodySize);
  });
  await window.page.goto('/sign-in');
  await signIn(window, admin);
  await window.page.getByRole('heading', { name: 'Today' }).waitFor();
  await window.page.waitForTimeout(500);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(250_000);
});
