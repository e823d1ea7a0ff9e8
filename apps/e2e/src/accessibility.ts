import type { Page } from 'playwright-core';
import { seriousFaults as faultsOf } from './axe.ts';

/** The two faces of the application that are looked at for faults. */
export const faces = [['light', 'en-GB'], ['dark', 'it-IT']] as const;

/** The faults of an address, once everything on its page stands. */
export async function seriousFaults(page: Page, path: string): Promise<unknown[]> {
  await page.goto(path);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  return (await faultsOf(page)).map((fault) => [path, ...fault]);
}

/** The faults of each of these addresses, one after the other. */
export async function faultsAt(page: Page, paths: readonly string[]): Promise<unknown[]> {
  const faults: unknown[] = [];
  for (const path of paths) faults.push(...(await seriousFaults(page, path)));
  return faults;
}
