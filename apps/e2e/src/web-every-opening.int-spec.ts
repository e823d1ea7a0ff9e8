import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { wide } from './every-face.ts';
import { changeNothing, everyOpeningOf, type Opened, type Pressed } from './openings.ts';
import { Platform } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';
import { makeRecords } from './tenant-records.ts';
import { webAddresses } from './web-routes.ts';

/** All addresses take many minutes: `npm run proof -- web-every-opening`. */
const everyNth = process.env['KAIROS_PROOF'] === 'full' ? 1 : 8;

let platform: Platform;
let browser: Browser;
let opened: Opened[];

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  const admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  const addresses = webAddresses(await makeRecords(platform, admin)).filter((_, at) => at % everyNth === 0);
  const { page } = await signedInWindow(browser, platform.url('gateway'), admin, { colorScheme: 'light', reducedMotion: 'reduce', viewport: wide });
  await changeNothing(page);
  const pressed: Pressed = new Set();
  opened = [];
  for (const address of addresses) opened.push(...(await everyOpeningOf(page, address, pressed)));
  process.stderr.write(`${pressed.size} buttons pressed, ${opened.length} of them opened something\n`);
}, 1_200_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

it('finds what opens', () => expect(opened.length).toBeGreaterThan(50 / everyNth));

it('no dialog, menu or form in place has a serious fault for who cannot see or point, light or dark', () => expect(opened.filter(({ faults }) => faults.length > 0)).toEqual([]));
