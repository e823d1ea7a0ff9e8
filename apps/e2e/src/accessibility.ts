import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Finding = { id: string; impact: string | null; nodes: { html: string }[] };

/** The two faces of the application that are looked at for faults. */
export const faces = [['light', 'en-GB'], ['dark', 'it-IT']] as const;

/** What keeps somebody who cannot see or point from using a page, once everything on it stands. */
export async function seriousFaults(page: Page, path: string): Promise<unknown[]> {
  await page.goto(path);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  // The policy lets no script in but the page's own; this one comes through the debugger.
  await page.evaluate(axe);
  const findings = await page.evaluate<Finding[]>('axe.run().then(({ violations }) => violations)');
  return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [path, id, nodes[0]?.html]);
}
