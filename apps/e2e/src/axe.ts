import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What may change with the colours alone, and what with the words: the parts of a page are the same in all its faces. */
export const ofColours = ['color-contrast', 'link-in-text-block'];
export const ofWords = [...ofColours, 'button-name', 'link-name', 'label', 'select-name', 'image-alt', 'svg-img-alt', 'aria-input-field-name', 'aria-toggle-field-name', 'aria-command-name', 'aria-dialog-name', 'aria-meter-name', 'aria-progressbar-name', 'aria-tooltip-name', 'document-title', 'html-has-lang', 'html-lang-valid', 'scrollable-region-focusable'];

type Finding = { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] };
type Scope = { rules?: string[]; within?: string };

/** Serious faults of a page as it stands, or of a part of it, for who cannot see or point: the rule, the first place and what is wrong there. */
export async function seriousFaults(page: Page, { rules, within }: Scope = {}): Promise<(string | undefined)[][]> {
  // The policy lets no script in but the page's own; this one comes through the debugger.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) };
  const findings = await page.evaluate<Finding[]>(`axe.run(${JSON.stringify(within ?? 'html')}, ${JSON.stringify(options)}).then(({ violations }) => violations)`);
  return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]);
}
