import type { Page, Request } from 'playwright-core';

const traffics = new WeakMap<Page, Traffic>();
const longestMs = 20_000;
/** The page has drawn what it knew, colours have changed and nothing is left to do; one that is busy all the time is not waited for. */
const idle = `(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const calm = () => new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
  await Promise.race([wait(1000), Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))]);
  await calm();
  await wait(0);
  await calm();
})()`;

/** A worker that is ended before it began, as those of a map are that is drawn anew, tells nothing of how its script came. */
const ofWorker = /-worker-[^/]*\.m?js$/;

/** The requests of a page that are under way; a stream of events is never over and counts as none. */
class Traffic {
  begun = 0;
  private readonly underWay = new Set<Request>();
  private ended: (() => void) | undefined;

  constructor(page: Page) {
    page.on('request', (request) => {
      if (request.resourceType() === 'eventsource' || ofWorker.test(request.url())) return;
      // Whatever the page before had asked for is not asked for any more.
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.underWay.clear();
      this.begun += 1;
      this.underWay.add(request);
    });
    page.on('requestfinished', (request) => this.end(request));
    page.on('requestfailed', (request) => this.end(request));
  }

  get pending(): Request[] {
    return [...this.underWay];
  }

  /** Waits until nothing is under way, but no longer than it may take. */
  async over(): Promise<void> {
    if (this.underWay.size === 0) return;
    let patience: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.ended = resolve;
      patience = setTimeout(resolve, longestMs);
    });
    clearTimeout(patience);
  }

  private end(request: Request): void {
    this.underWay.delete(request);
    if (this.underWay.size === 0) this.ended?.();
  }
}

/** From now on it is known what this page waits for. */
export function watchTraffic(page: Page): void {
  traffics.set(page, new Traffic(page));
}

export function trafficOf(page: Page): Traffic {
  const traffic = traffics.get(page);
  if (!traffic) throw new Error('Pages are opened by Window: it knows what they wait for.');
  return traffic;
}

/** Waits until the page has done what it can for now. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(idle);
}

/** Waits until everything on a page stands: its heading is there, nothing is asked for any more and nothing is left to draw. */
export async function untilItStands(page: Page): Promise<void> {
  const traffic = trafficOf(page);
  await page.locator('h1').first().waitFor();
  const giveUp = Date.now() + longestMs;
  for (let calm = 0; calm < 2;) {
    if (Date.now() > giveUp) throw new Error(`${page.url()} still waits for ${traffic.pending.map((request) => request.url()).join(', ')}`);
    await traffic.over();
    const { begun } = traffic;
    await drawn(page);
    calm = traffic.pending.length === 0 && traffic.begun === begun ? calm + 1 : 0;
  }
}

/** Loads an address anew. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'commit' });
  await untilItStands(page);
}

/** Goes on to an address within the page that is loaded, as a link in it does. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => { (globalThis as unknown as { history: { pushState: (...args: unknown[]) => void } }).history.pushState({}, '', to); }, address);
  await untilItStands(page);
}

/** Changes what the page looks like and which language it speaks where it stands. */
export async function wear(page: Page, colorScheme: 'light' | 'dark', locale: 'en' | 'it'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(`localStorage.setItem('kairos.locale', '${locale}'); dispatchEvent(new StorageEvent('storage', { key: 'kairos.locale', newValue: '${locale}' }))`);
  await untilItStands(page);
}
