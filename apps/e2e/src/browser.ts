import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { watchTraffic } from './standing.ts';

type Looks = { locale?: 'en-GB' | 'it-IT'; timezoneId?: string; colorScheme?: 'light' | 'dark'; reducedMotion?: 'reduce'; viewport?: { width: number; height: number }; storageState?: BrowserContextOptions['storageState'] };

const windows = new Set<BrowserContext>();

/** Closes what was opened: a window that stays open reads again with every event, and takes the time of those that come later. */
export async function closeWindows(): Promise<void> {
  const open = [...windows];
  windows.clear();
  await Promise.all(open.map((context) => context.close()));
}

/** A window of a browser, and everything that went wrong in it. */
export class Window {
  /** Errors of scripts, what the policy of the page refused, and requests that left its origin. */
  readonly complaints: string[] = [];
  readonly requests: string[] = [];
  /** What the page asked of the API that was not theirs to have, or not there. */
  readonly refusals: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {
    watchTraffic(page);
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.complaints.push(message.text());
    });
    page.on('response', (response) => {
      if ([403, 404].includes(response.status()) && /\/(api|healthz)\b/.test(response.url())) this.refusals.push(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
    });
    page.on('request', (request) => {
      this.requests.push(request.url());
      // The viewer of PDF files is a part of the browser that loads itself.
      if (!request.url().startsWith(this.origin) && !/^(data|blob|chrome|chrome-extension):/.test(request.url())) this.complaints.push(`a request left: ${request.url()}`);
    });
  }

  static async open(browser: Browser, origin: string, looks: Looks = {}): Promise<Window> {
    const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', viewport: { width: 1360, height: 860 }, ...looks });
    windows.add(context);
    context.once('close', () => windows.delete(context));
    return new Window(context, await context.newPage(), origin);
  }
}

/** The Chromium that the test command found or installed. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['KAIROS_TEST_CHROMIUM'];
  if (!executablePath) throw new Error('Run the journeys by `node tools/test.ts journey`: it brings the browser.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader'] });
}
