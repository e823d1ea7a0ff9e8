import type { Page } from 'playwright-core';
import { seriousFaults } from './axe.ts';

/** The two faces of the application that are looked at for faults. */
export const faces = [['light', 'en-GB'], ['dark', 'it-IT']] as const;

/** The faults of each of these addresses, once everything on its page stands. */
export async function faultsAt(page: Page, paths: readonly string[]): Promise<unknown[]> {
  const faults: unknown[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
    faults.push(...(await seriousFaults(page)).map((fault) => [path, ...fault]));
  }
  return faults;
}
