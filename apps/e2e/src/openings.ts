import type { Page } from 'playwright-core';
import { ofColours, seriousFaults } from './axe.ts';
import { untilItStands, visit } from './standing.ts';

export type Opened = { address: string; pressed: string; faults: unknown[] };
/** What was pressed already: a button that every room has is pressed in one of them. */
export type Pressed = Set<string>;

/** What comes up over a page, of what it is made. */
const over = '[role=dialog]:visible, [role=alertdialog]:visible, [role=menu]:visible, [role=listbox]:visible';
const buttons = 'main button:visible:enabled, header button:visible:enabled';

const losesChanges = `(() => {
  const ask = globalThis.fetch;
  const lost = () => Promise.reject(new TypeError('Failed to fetch'));
  globalThis.fetch = (address, init) => ((init?.method ?? 'GET') === 'GET' || String(address).endsWith('/sessions/refresh') ? ask(address, init) : lost());
  XMLHttpRequest.prototype.send = function () { for (const told of ['error', 'loadend']) this.dispatchEvent(new ProgressEvent(told)); };
})()`;

/** From its next load on nothing that is pressed on this page changes anything: what would is lost in the page itself. Routes of the browser would keep it from every cache. */
export async function changeNothing(page: Page): Promise<void> {
  await page.addInitScript(losesChanges);
}

type Button = { at: number; name: string; everywhere: boolean };
/** What a button is called, whatever it counts, as its room has it; some are the same in every room. */
const callOf = (address: string, { name, everywhere }: Button) => `${everywhere ? 'everywhere' : (address.split(/[/?]/)[1] ?? '')}: ${name.replaceAll(/[\d.,:]+/g, '#').trim()}`;
/** The buttons of a page in the order they stand there. Runs in the page. */
const toldOf = (all: unknown[]): Button[] => (all as { ariaLabel: string | null; innerText: string; closest: (of: string) => unknown }[]).map((button, at) => {
  const name = button.ariaLabel ?? button.innerText;
  return { at, name, everywhere: button.closest('header') !== null || name === 'As a command' };
});

/** What stands open on a page: fields that were not there before are a form that opened in its place. */
const opens = (page: Page) => page.evaluate<string>(`[...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')].filter((each) => each.checkVisibility()).length + '/' + document.querySelectorAll('main input, main textarea').length`);

/** Serious faults of what stands open, light and dark. */
async function faultsOf(page: Page): Promise<unknown[]> {
  const within = (await page.locator(over).count()) > 0 ? '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]' : 'main';
  const faults: unknown[] = await seriousFaults(page, { within });
  await page.emulateMedia({ colorScheme: 'dark' });
  await untilItStands(page);
  faults.push(...(await seriousFaults(page, { within, rules: ofColours })));
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** Presses every button of a page that was not pressed before, one at a time, and looks at what opens. */
export async function everyOpeningOf(page: Page, address: string, pressed: Pressed): Promise<Opened[]> {
  const found: Opened[] = [];
  await visit(page, address);
  const there = await page.locator(buttons).evaluateAll(toldOf);
  for (const button of there) {
    const call = callOf(address, button);
    if (pressed.has(call)) continue;
    pressed.add(call);
    const before = await opens(page);
    const here = page.url();
    await page.locator(buttons).nth(button.at).click({ timeout: 2000 }).catch(() => undefined);
    await untilItStands(page);
    const came = page.url().startsWith(here.split('?')[0] ?? here) && (await opens(page)) !== before;
    if (came) found.push({ address, pressed: call, faults: await faultsOf(page) });
    if (came || page.url() !== here) await visit(page, address);
  }
  return found;
}
