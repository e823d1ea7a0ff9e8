import type { Browser, Page } from 'playwright-core';
import { Window } from './browser.ts';
import type { Member } from './platform.ts';

type Looks = NonNullable<Parameters<typeof Window.open>[2]>;

/** A window of somebody who is signed in, with no page open yet; one of `it-IT` reads Italian. */
export async function signedInWindow(browser: Browser, origin: string, { email, password }: Pick<Member, 'email' | 'password'>, looks: Looks = {}): Promise<Window> {
  const reads = looks.locale === 'it-IT' ? [{ origin, localStorage: [{ name: 'kairos.locale', value: 'it' }] }] : [];
  const window = await Window.open(browser, origin, { ...looks, storageState: { cookies: [], origins: reads } });
  const answer = await window.context.request.post('/api/v1/identity/sessions', { data: { email, password } });
  if (answer.status() !== 201) throw new Error(`the sign-in was answered with ${answer.status()}: ${await answer.text()}`);
  return window;
}

/** Goes from stop to stop of the Tab key until one with this name has the focus, as who has no mouse does. */
export async function tabTo(page: Page, name: RegExp, most = 150): Promise<void> {
  const focused = `(() => { const at = document.activeElement; const by = (at?.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    return at?.getAttribute('aria-label') || by || at?.labels?.[0]?.textContent || at?.textContent || ''; })()`;
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab');
    if (name.test(await page.evaluate<string>(focused))) return;
  }
  throw new Error(`no stop of the Tab key is called ${String(name)}`);
}

/** Chooses in the list that is at hand by the arrow keys and Enter. */
export async function chooseByKeys(page: Page, name: string, most = 30): Promise<void> {
  for (let steps = 0; steps < most; steps += 1) {
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    const at = page.locator('[role=option][data-combobox-selected]');
    if ((await at.count()) !== 1 || (await at.innerText()) !== name) continue;
    await page.keyboard.press('Enter');
    // A list that is still being narrowed to what was typed takes nothing.
    if (await page.evaluate<boolean>(`document.activeElement?.getAttribute('aria-expanded') !== 'true'`)) return;
  }
  throw new Error(`no option is called ${name}`);
}
