import type { Page } from 'playwright-core';
import { ofColours, ofWords, seriousFaults } from './axe.ts';
import { visit, wear } from './standing.ts';

type Found = (string | undefined)[][];

/** In short, colours are looked at in the light of English and the dark of Italian; in full, in all four. */
const inFull = process.env['KAIROS_PROOF'] === 'full';

/** The faults of a page as it stands, light and dark, in English and in Italian: its parts are looked at once, its colours and words in every face. It is light and English afterwards. */
export async function faultsInEveryFace(page: Page, midway: () => Promise<void> = () => Promise.resolve()): Promise<Found> {
  await wear(page, 'light', 'en');
  const faults = await seriousFaults(page);
  if (inFull) {
    await wear(page, 'dark', 'en');
    faults.push(...(await seriousFaults(page, { rules: ofColours })));
    await wear(page, 'light', 'it');
    faults.push(...(await seriousFaults(page, { rules: ofColours })));
  }
  await wear(page, 'dark', 'it');
  faults.push(...(await seriousFaults(page, { rules: ofWords })));
  await midway();
  await wear(page, 'light', 'en');
  return faults;
}

/** The faults of each of these addresses in every face, once everything on its page stands. */
export async function faultsAt(page: Page, paths: readonly string[]): Promise<Found> {
  const faults: Found = [];
  for (const path of paths) {
    await visit(page, path);
    faults.push(...(await faultsInEveryFace(page)).map((fault) => [path, ...fault]));
  }
  return faults;
}
