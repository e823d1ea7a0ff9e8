import type { Browser } from 'playwright-core';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

/** What a journey through the web application begins with: everything that runs, a browser, and the administrator of an organisation. */
export class WebJourney {
  private constructor(
    readonly platform: Platform,
    readonly browser: Browser,
    readonly admin: Member,
  ) {}

  static async start(): Promise<WebJourney> {
    const [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
    const admin = await platform.foundTenant('aurora');
    await platform.knownEverywhere(admin);
    return new WebJourney(platform, browser, admin);
  }

  signedIn(member: Member = this.admin, looks?: Parameters<typeof signedInWindow>[3]): Promise<Window> {
    return signedInWindow(this.browser, this.platform.url('gateway'), member, looks);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.platform.stop();
  }
}
