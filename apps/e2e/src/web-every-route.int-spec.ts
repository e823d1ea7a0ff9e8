import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seriousFaults } from './axe.ts';
import { openBrowser } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { web } from './web-source.ts';
import { signedInWindow } from './signed-in-window.ts';
import { makeRecords } from './tenant-records.ts';
import { webAddresses, webRoutes } from './web-routes.ts';
import { englishOnly, findTexts } from './web-words.ts';

const narrow = { width: 360, height: 720 };
let platform: Platform;
let browser: Browser;
let admin: Member;
let addresses: string[];

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  addresses = webAddresses(await makeRecords(platform, admin));
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const open = (looks: Parameters<typeof signedInWindow>[3]) => signedInWindow(browser, platform.url('gateway'), admin, looks);

/** Everything on it stands, or three seconds have gone by. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
}

it('knows the routes that there are', () => expect(webRoutes().length).toBeGreaterThan(20));

it.each([
  ['light', 'en-GB'], ['dark', 'it-IT'],
] as const)('no route has a serious fault for who cannot see or point, breaks the policy of the page, asks anybody else or is without its words, %s, %s', async (colorScheme, locale) => {
  const { page, complaints } = await open({ colorScheme, locale });
  const untranslated = locale === 'it-IT' ? await englishOnly() : [];
  const findings: unknown[] = [];
  for (const address of addresses) {
    await visit(page, address);
    const words = await page.evaluate<string[]>(`(${findTexts})(${JSON.stringify(untranslated)})`);
    const faults = [...(await seriousFaults(page)), ...words, ...complaints.splice(0), ...(await page.getByRole('heading', { name: /no such page|non esiste/ }).allInnerTexts())];
    if (faults.length > 0) findings.push({ address, faults });
  }
  expect(findings).toEqual([]);
}, 600_000);

it('would find a text that is left in English', async () => {
  const { page } = await open({ locale: 'en-GB' });
  await visit(page, '/plants');
  expect(await page.evaluate<string[]>(`(${findTexts})(${JSON.stringify(await englishOnly())})`)).toEqual(expect.arrayContaining(['Register a plant', 'Name, code or municipality']));
});

it('every route fits a telephone: nothing reaches beyond its side', async () => {
  const { page } = await open({ viewport: narrow });
  const beyond: unknown[] = [];
  for (const address of addresses) {
    await visit(page, address);
    const width = await page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.querySelector("main")?.scrollWidth ?? 0)');
    if (width > narrow.width) beyond.push({ address, width });
  }
  expect(beyond).toEqual([]);
}, 300_000);

type Chunk = { file: string; imports?: string[]; isEntry?: boolean; isDynamicEntry?: boolean };

it('every route brings at most 150 kB of scripts besides those of the first load', () => {
  const site = join(web, 'dist', 'site');
  const manifest = JSON.parse(readFileSync(join(site, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const closure = (key: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) closure(next, seen);
    return seen;
  };
  const [entry = ''] = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const first = closure(Object.keys(manifest).find((key) => key.endsWith('app/shell.tsx')) ?? '', closure(entry));
  const packed = (key: string) => readFileSync(join(site, `${manifest[key]?.file ?? ''}.gz`)).length;
  const sizes = Object.keys(manifest).filter((key) => /features\/.*-page\.tsx$/.test(key)).map((key) => [key, [...closure(key)].filter((each) => !first.has(each)).reduce((sum, each) => sum + sizeOf(each), 0)] as const);
  expect(sizes.length).toBeGreaterThan(15);
  expect(sizes.filter(([, size]) => size > 150_000)).toEqual([]);

  function sizeOf(key: string): number {
    try {
      return packed(key);
    } catch {
      return readFileSync(join(site, manifest[key]?.file ?? '')).length;
    }
  }
});
