import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Finding = { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] };

/** Serious faults of a page as it stands, for who cannot see or point: the rule, the first place and what is wrong there. */
export async function seriousFaults(page: Page): Promise<(string | undefined)[][]> {
  // The policy lets no script in but the page's own; this one comes through the debugger.
  await page.evaluate(axe);
  const findings = await page.evaluate<Finding[]>('axe.run().then(({ violations }) => violations)');
  return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]);
}
