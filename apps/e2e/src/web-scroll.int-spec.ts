import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Browser, Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { openBrowser } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';
import { untilItStands, visit } from './standing.ts';
import { recipeOf, upload } from './tenant-records.ts';

const plants = 10_000;
/** Rows in sight of a window as high as this one, and those kept ready above and below. */
const mostRows = 60;
const typed = 'impianto 9999';

let platform: Platform;
let browser: Browser;
let admin: Member;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  await admin.at('intake').post('/api/v1/intake/recipes', recipeOf('many-plants')).expect(201);
  const rows = Array.from({ length: plants }, (_, at) => `IT-${at},Impianto ${at},Wind,${1 + (at % 900)}`);
  const sourceFileId = await upload(admin, ['code,name,type,power', ...rows, ''].join('\n'));
  const { body } = await admin.at('intake').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name: 'many-plants' }, mode: 'apply' }).expect(202);
  const read = async () => (await admin.at('intake').get(`/api/v1/intake/import-jobs/${(body as ImportJobView).id}`)).body as ImportJobView;
  const { counts } = await eventually(read, ({ status }) => status === 'completed' || status === 'failed', 150_000);
  expect(counts.created).toBe(plants);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const open = () => signedInWindow(browser, platform.url('gateway'), admin, { reducedMotion: 'reduce' });
const table = (page: Page) => page.getByRole('region', { name: 'Plants' });
/** How many rows stand in the page, and which of all rows the last of them is. */
const standing = (page: Page) => page.evaluate<{ count: number; last: number }>(`(() => { const rows = [...document.querySelectorAll('main [role=row]')]; return { count: rows.length, last: Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))) }; })()`);

it('scrolls through ten thousand plants to the last by the keyboard alone, with no more of them in the page than are seen, and reads none of them again because of one, nor because the window is come back to', async () => {
  const { page, requests } = await open();
  await visit(page, '/plants');
  await table(page).focus();
  let most = 0;
  const reachesTheEnd = async () => {
    await page.keyboard.press('End');
    const { count, last } = await standing(page);
    most = Math.max(most, count);
    return last;
  };
  expect(await eventually(reachesTheEnd, (last) => last === plants + 1, 120_000)).toBe(plants + 1);
  expect(most).toBeLessThan(mostRows);
  const pages = () => requests.filter((url) => url.includes('/assets/plants?')).length;
  const [read, summaries] = [pages(), requests.filter((url) => url.includes('/plants/summary')).length];
  await admin.at('assets').post('/api/v1/assets/plants', { code: 'ONE-MORE', name: 'Uno di più', type: 'Wind', capacityKw: '1' }).expect(201);
  await eventually(() => Promise.resolve(requests.filter((url) => url.includes('/plants/summary')).length), (count) => count > summaries);
  await untilItStands(page);
  expect(pages()).toBe(read);
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await untilItStands(page);
  expect(pages()).toBe(read);
  await page.keyboard.press('Home');
  await page.locator('main [role=row][aria-rowindex="2"]').waitFor();
}, 180_000);

it('loses nothing of what is typed into the filter while the list moves and pages of it arrive', async () => {
  const { page } = await open();
  await visit(page, '/plants');
  const field = page.getByRole('searchbox', { name: 'Name, code or municipality' });
  await field.focus();
  await page.evaluate(`globalThis.heard = ''; document.addEventListener('input', ({ target }) => { globalThis.heard = target.value; })`);
  const box = await table(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  for (const [at, key] of [...typed].entries()) {
    await Promise.all([page.mouse.wheel(0, 3000), page.keyboard.type(key)]);
    expect(await field.inputValue()).toBe(typed.slice(0, at + 1));
    expect((await standing(page)).count).toBeLessThan(mostRows);
    // The list is asked for the words so far just while the next key comes.
    if (at === 7) await page.waitForRequest((request) => request.url().includes('text=impianto'));
  }
  await page.getByRole('cell', { name: 'Impianto 9999', exact: true }).waitFor();
  await page.waitForURL(({ searchParams }) => searchParams.get('text') === typed);
  expect(await page.evaluate<string>('globalThis.heard')).toBe(typed);
});

it('prints every row that it has read, beneath its head on each sheet, and says that there are more', async () => {
  const { page } = await open();
  await visit(page, '/plants');
  const { text: sheets } = await extractText(await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4', landscape: true }))));
  for (const sheet of sheets) expect(sheet).toContain('Municipality');
  for (const at of [0, 100, 1029]) expect(sheets.join('\n')).toContain(`Impianto ${at}`);
  expect(sheets.at(-1)).toContain('These are the first 100; there are more.');
});

it('is printed dark on light from a dark screen, which is dark again afterwards', async () => {
  const { page } = await signedInWindow(browser, platform.url('gateway'), admin, { colorScheme: 'dark' });
  await visit(page, '/plants');
  const brightness = () => page.evaluate<number>("getComputedStyle(document.body).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((sum, each) => sum + each, 0)");
  const onScreen = await brightness();
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  expect(await brightness()).toBeLessThan(200);
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await brightness()).toBe(onScreen);
  expect(onScreen).toBeGreaterThan(500);
});
