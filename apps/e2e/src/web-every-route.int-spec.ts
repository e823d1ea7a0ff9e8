import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { everyFaceOf, wide, type Seen } from './every-face.ts';
import { Platform, type Member } from './platform.ts';
import { web } from './web-source.ts';
import { signedInWindow } from './signed-in-window.ts';
import { visit } from './standing.ts';
import { makeRecords } from './tenant-records.ts';
import { webAddresses, webRoutes } from './web-routes.ts';
import { englishOnly, findTexts } from './web-words.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let all: Seen[];

const open = () => signedInWindow(browser, platform.url('gateway'), admin, { colorScheme: 'light', locale: 'en-GB', reducedMotion: 'reduce', viewport: wide });
/** What is wrong, and where. */
const told = (what: keyof Seen) => all.filter((each) => each[what].length > 0).map((each) => ({ address: each.address, [what]: each[what] }));

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  const addresses = webAddresses(await makeRecords(platform, admin));
  const untranslated = await englishOnly();
  const window = await open();
  all = [];
  for (const address of addresses) all.push(await everyFaceOf(window, address, untranslated));
}, 1_800_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

it('knows the routes that there are', () => expect(webRoutes().length).toBeGreaterThan(20));

it('leads everywhere', () => expect(told('missing')).toEqual([]));

it('no route has a serious fault for who cannot see or point, light or dark, in English or Italian', () => expect(told('faults')).toEqual([]));

it('no route breaks the policy of the page, fails in a script or asks anybody else', () => expect(told('complaints')).toEqual([]));

it('no route asks for what it shows in more than two waves', () => expect(told('deep')).toEqual([]));

it('no route is without its words in Italian', () => expect(told('left')).toEqual([]));

it('every route fits a telephone in both languages: nothing reaches beyond its side', () => expect(told('beyond')).toEqual([]));

it('would find a text that is left in English', async () => {
  const { page } = await open();
  await visit(page, '/plants');
  expect(await page.evaluate<string[]>(`(${findTexts})(${JSON.stringify(await englishOnly())})`)).toEqual(expect.arrayContaining(['Register a plant', 'Name, code or municipality']));
});

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
