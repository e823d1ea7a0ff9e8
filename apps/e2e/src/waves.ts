import type { Page, Request, Route } from 'playwright-core';
import { drawn, trafficOf, untilItStands, visit } from './standing.ts';

const api = '**/api/v1/**';
const longestMs = 20_000;
/** An answer is told as much later than it came: its clock begins when the renderer asks, not when the line is reached. */
const toldLateMs = 50;
/** Longer than a page takes between its first request and the last that needs no answer. */
const answersAfterMs = 150;
/** React shows what waited for its code no sooner than this after it showed a placeholder. */
const revealsWithinMs = 400;
/** Whoever renews a session asks for nothing that is shown, and events come by themselves. */
const asksForNothing = (request: Request) => request.resourceType() === 'eventsource' || request.url().endsWith('/identity/sessions/refresh');
const toldOf = (request: Request) => `${request.method()} ${new URL(request.url()).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')}`;

/**
 * Loads an address, and answers what it asks of the API wave by wave: all that was asked for before anything was answered is the first,
 * what is asked for once that is known the second. However fast they come, requests of one wave do not wait for one another.
 */
async function visitInWaves(page: Page, address: string, patience: number): Promise<string[][]> {
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

type Span = { fromMs: number; toMs: number };

/** Loads an address over a line on which every answer takes its time, and answers when each request of the API was under way. */
async function visitOverSlowLine(page: Page, address: string): Promise<Span[]> {
  const spans: Span[] = [];
  const keep = (request: Request) => {
    if (!request.url().includes('/api/v1/') || asksForNothing(request)) return;
    const { startTime, responseEnd } = request.timing();
    spans.push({ fromMs: startTime, toMs: startTime + responseEnd });
  };
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: answersAfterMs, downloadThroughput: -1, uploadThroughput: -1 });
  page.on('requestfinished', keep);
  await visit(page, address);
  page.off('requestfinished', keep);
  await line.detach();
  return spans;
}

/** Of how many the longest row is in which each request began after the one before was answered: no fewer than the waves there are. */
function longestRow(spans: readonly Span[]): number {
  const row = new Map<Span, number>();
  for (const span of [...spans].sort((one, other) => one.fromMs - other.fromMs)) {
    row.set(span, 1 + Math.max(0, ...[...row].filter(([{ toMs }]) => toMs - toldLateMs <= span.fromMs).map(([, length]) => length)));
  }
  return Math.max(0, ...row.values());
}

/** The waves of an address that has more of them than it may; none where it has not. Only what may have too many is looked at with every answer held back, and with all the time that a page may take. */
export async function tooManyWaves(page: Page, address: string, most: number): Promise<string[][]> {
  if (longestRow(await visitOverSlowLine(page, address)) <= most) return [];
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
