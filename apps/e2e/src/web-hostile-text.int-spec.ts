import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, type Window } from './browser.ts';
import { importHostileRows, storeHostileDocument } from './hostile-files.ts';
import { attempt, operationsWithTexts, type Attempt } from './hostile-records.ts';
import { canary, hostileAddresses } from './hostile-text.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';
import { visit } from './standing.ts';
import { makeRecords, type Records } from './tenant-records.ts';
import { webAddresses } from './web-routes.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let records: Records;
let attempts: Attempt[];

/** Nothing that came of a payload but text: what it would have made of the page. Runs in the page. */
const madeOfText = `[...document.querySelectorAll('img[src="x"], [onerror], [onload], iframe, a[href^="javascript" i], a[href^="data:" i], a[href^="vbscript" i], [src*="canary"], [href*="canary"]')].map((element) => element.outerHTML.slice(0, 200))
  .concat([...document.querySelectorAll('style')].filter(({ textContent }) => textContent.includes('canary')).map(({ textContent }) => textContent.slice(0, 200)))`;
/** Texts that turn the direction of what stands beside them. Runs in the page. */
const turnsOthers = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!/[\\u202A-\\u202E]/.test(data) || data.includes('\\u2068')) continue;
    const { display, unicodeBidi } = getComputedStyle(parentElement);
    if ((display === 'inline' && unicodeBidi === 'normal') || [...parentElement.childNodes].some((beside) => beside !== walker.currentNode && beside.nodeType === 3 && beside.data.trim() !== '')) found.push('turns others: ' + parentElement.outerHTML.slice(0, 300));
  }
  return found;
})()`;
const saysIt = `/ran\\('|canary\\.invalid|plural, one/.test(document.querySelector('main').innerText + [...document.querySelectorAll('main input, main textarea')].map(({ value }) => value).join(' '))`;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  records = await makeRecords(platform, admin);
  const files = { ...(await importHostileRows(admin, records)), ...(await storeHostileDocument(admin, records)) };
  attempts = [];
  for (const operation of operationsWithTexts()) attempts.push(await attempt(platform, admin, operation, records));
  Object.assign(records, files);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** A window in which whatever runs says so. */
async function watched(): Promise<{ window: Window; ran: string[] }> {
  const window = await signedInWindow(browser, platform.url('gateway'), admin, { reducedMotion: 'reduce' });
  await window.page.goto('/');
  const ran: string[] = [];
  await window.page.exposeFunction('ran', (what: string) => ran.push(what));
  window.page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  return { window, ran };
}

it('is taken by the API as the text it is, or refused as bad input', () => {
  expect(attempts.filter(({ status }) => status === 400 || status >= 500)).toEqual([]);
  const taken = attempts.filter(({ status }) => status < 300);
  expect(taken.length).toBeGreaterThan(60);
  expect(taken.reduce((sum, each) => sum + each.hostile, 0)).toBeGreaterThan(120);
});

it.each(hostileAddresses)('is no address that anything is sent to: %s', async (address) => {
  const connector = { name: 'hostile', title: 'Hostile', baseUrl: address, auth: { type: 'bearer' }, secret: 'a secret of a test' };
  await admin.at('intake').post('/api/v1/intake/connectors', connector).expect(400);
  await admin.at('intake').post('/api/v1/intake/webhook-endpoints', { title: 'Hostile', url: address, eventTypes: ['assets.plant.*'] }).expect(400);
});

it('is text on every route: nothing of it runs, asks anybody or becomes a part of the page', async () => {
  const { window: { page, complaints }, ran } = await watched();
  const findings: unknown[] = [];
  const saying: string[] = [];
  for (const address of webAddresses(records)) {
    await visit(page, address);
    const found = [...complaints.splice(0), ...ran.splice(0), ...(await page.evaluate<string[]>(madeOfText)), ...(await page.evaluate<string[]>(turnsOthers))];
    if (found.length > 0) findings.push({ address, found });
    if (await page.evaluate<boolean>(saysIt)) saying.push(address);
  }
  expect(findings).toEqual([]);
  expect(saying.length).toBeGreaterThan(40);
}, 300_000);

it('would be found if it ran', async () => {
  const { window: { page, complaints }, ran } = await watched();
  await page.evaluate(`document.body.append(Object.assign(document.createElement('img'), { src: '${canary}/pixel' })); ran('something')`);
  expect(await page.evaluate<string[]>(madeOfText)).toHaveLength(1);
  expect(ran).toEqual(['something']);
  expect(complaints.join()).toMatch(/Content Security Policy|a request left/);
});
