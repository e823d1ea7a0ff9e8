/** Shows every screen of the web application in both themes: `npm run screens [name …]`, into docs/screens. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { requireChromium } from '../stack/chromium.ts';
import { repository } from '../stack/home.ts';
import { Progress } from '../stack/progress.ts';
import { Demonstration } from './demonstration.ts';
import { recordsOf } from './records.ts';
import { screens } from './screens.ts';

const folder = join(repository, 'docs', 'screens');
const [wanted, themes] = [process.argv.slice(2), ['light', 'dark'] as const];
/** What only somebody who is not signed in sees. */
const atTheDoor = new Set(['/sign-in', '/password-resets']);
const size = { width: 1280, height: 800 };

async function windowOf(browser: Browser, demonstration: Demonstration, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: demonstration.url, colorScheme, locale: 'en-GB', viewport: size })).newPage();
  return page;
}

async function signIn(page: Page, { email, password }: Demonstration): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
}

/** As WebP, which the browser makes of itself. */
async function show(page: Page, address: string, file: string): Promise<void> {
  await page.goto(address);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  if (address.includes('/map')) await page.waitForTimeout(6000);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 72 });
  await session.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

const progress = new Progress();
const demonstration = await progress.step('stack with a demonstration', () => Demonstration.start());
const browser = await chromium.launch({ executablePath: requireChromium(), args: ['--no-sandbox', '--enable-unsafe-swiftshader'] });
try {
  const records = await progress.step('records', () => recordsOf(demonstration));
  mkdirSync(folder, { recursive: true });
  for (const theme of themes) {
    const [door, page] = [await windowOf(browser, demonstration, theme), await windowOf(browser, demonstration, theme)];
    await signIn(page, demonstration);
    await progress.step(`screens, ${theme}`, async (note) => {
      for (const [name, path] of Object.entries(screens)) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        note(name);
        const address = path.replaceAll(/:(\w+)/g, (_, record: string) => records[record] ?? '');
        await show(atTheDoor.has(path) ? door : page, address, join(folder, `${name}-${theme}.webp`));
      }
    });
  }
} finally {
  await browser.close();
  await demonstration.stop();
}
