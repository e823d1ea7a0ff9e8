import type { Page } from 'playwright-core';
import { faultsInEveryFace } from './accessibility.ts';
import { untilItStands } from './standing.ts';
import type { Window } from './browser.ts';
import { tooManyWaves } from './waves.ts';
import { findTexts } from './web-words.ts';

export const wide = { width: 1360, height: 860 };
const narrow = { width: 360, height: 720 };
export type Seen = { address: string; faults: unknown[]; complaints: string[]; left: string[]; beyond: string[]; missing: string[]; deep: string[][] };

/** Waves of requests of which one needs the answers of another. */
const mostWaves = 2;

async function reachesBeyond(page: Page): Promise<string[]> {
  await untilItStands(page);
  const width = await page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.querySelector("main")?.scrollWidth ?? 0)');
  return width > narrow.width ? [`${await page.evaluate<string>('document.documentElement.lang')}: ${width} px`] : [];
}

/** Loads an address once and looks at it light and dark, in English and Italian, on a screen and on a telephone. */
export async function everyFaceOf({ page, complaints }: Window, address: string, englishOnly: string[]): Promise<Seen> {
  const deep = await tooManyWaves(page, address, mostWaves);
  const missing = await page.getByRole('heading', { name: /no such page/ }).allInnerTexts();
  const left: string[] = [];
  const beyond: string[] = [];
  const faults = await faultsInEveryFace(page, async () => {
    left.push(...(await page.evaluate<string[]>(`(${findTexts})(${JSON.stringify(englishOnly)})`)));
    await page.setViewportSize(narrow);
    beyond.push(...(await reachesBeyond(page)));
  });
  beyond.push(...(await reachesBeyond(page)));
  await page.setViewportSize(wide);
  return { address, faults, complaints: complaints.splice(0), left, beyond, missing, deep };
}
