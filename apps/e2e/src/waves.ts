import type { Page, Request, Route } from 'playwright-core';
import { drawn, trafficOf, untilItStands } from './standing.ts';

const api = '**/api/v1/**';
const longestMs = 20_000;
/** React shows what waited for its code no sooner than this after it showed a placeholder. */
const revealsWithinMs = 400;
/** Whoever renews a session asks for nothing that is shown, and events come by themselves. */
const asksForNothing = (request: Request) => request.resourceType() === 'eventsource' || request.url().endsWith('/identity/sessions/refresh');
const toldOf = (request: Request) => `${request.method()} ${new URL(request.url()).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')}`;

/**
 * Loads an address, and answers what it asks of the API wave by wave: all that was asked for before anything was answered is the first,
 * what is asked for once that is known the second. However fast they come, requests of one wave do not wait for one another.
 */
async function visitInWaves(page: Page, address: string, patience = 0): Promise<string[][]> {
  const held = new Map<Request, Route>();
  const hold = (route: Route) => void (asksForNothing(route.request()) ? route.continue() : held.set(route.request(), route));
  await page.route(api, hold);
  await page.goto(address, { waitUntil: 'commit' });
  const waves: string[][] = [];
  for (await untilHeld(page, held, patience); held.size > 0; await untilHeld(page, held, patience)) {
    const wave = [...held];
    held.clear();
    waves.push(wave.map(([request]) => toldOf(request)));
    await Promise.all(wave.map(([, route]) => route.continue()));
  }
  await page.unroute(api, hold);
  await untilItStands(page);
  return waves;
}

/** The waves of an address that has more of them than it may, looked at once more with all the time that a page may take; none where it has not. */
export async function tooManyWaves(page: Page, address: string, most: number): Promise<string[][]> {
  if ((await visitInWaves(page, address)).length <= most) return [];
  const waves = await visitInWaves(page, address, revealsWithinMs);
  return waves.length > most ? waves : [];
}

/** Waits until the page can do no more without an answer: it stands, or all that is under way is held back. */
async function untilHeld(page: Page, held: Map<Request, Route>, patience: number): Promise<void> {
  const traffic = trafficOf(page);
  const giveUp = Date.now() + longestMs;
  for (let calm = 0; calm < 3;) {
    if (Date.now() > giveUp) throw new Error(`${page.url()} asks on and on: ${traffic.pending.map((request) => request.url()).join(', ')}`);
    const { begun } = traffic;
    await drawn(page);
    await page.waitForTimeout(patience);
    const waits = held.size > 0 || (await page.locator('h1').count()) > 0;
    calm = waits && traffic.begun === begun && traffic.pending.every((request) => held.has(request)) ? calm + 1 : 0;
  }
}
