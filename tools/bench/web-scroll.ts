/** What somebody feels who scrolls a list of 10,000 plants and types into its filter meanwhile, against a bare page with as many lines. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { requireChromium } from '../stack/chromium.ts';
import { environmentOf, portOf, programs } from '../stack/environments.ts';
import type { Stack } from '../stack/environments.ts';
import { freeRange } from '../stack/ports.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf, percentile } from './figures.ts';
import type { Pair } from './figures.ts';
import { load } from './large-portfolio.ts';
import { startProgram } from './programs.ts';
import { entryOf } from './stack.ts';
import type { BenchStack } from './stack.ts';

const plants = 10_000;
const viewport = { width: 1360, height: 860 };
/** Event Timing tells of no interaction that is shorter. */
const shortestMs = 16;
/** Matches every plant, so that the list stays as long as it is. */
const typed = 'parco';

type Person = { email: string; password: string };
type Felt = { frameMs: number; inputMs: number };

/** Everything of the product in one process, on the stack's database, with an organisation that has 10,000 plants. */
async function startProduct(stack: BenchStack): Promise<{ url: string; person: Person; stop(): Promise<void> }> {
  const own: Stack = { ...stack.stack, gatewayPort: await freeRange(programs.length) };
  const url = `http://127.0.0.1:${portOf('gateway', own.gatewayPort)}`;
  const environments = Object.fromEntries(programs.map((program) => [program, { ...environmentOf(own, program), LOG_LEVEL: 'warn' }]));
  const host = await startProgram(entryOf('host'), { environment: { KAIROS_ENVIRONMENTS: JSON.stringify(environments) }, readyUrl: `${url}/healthz/live` });
  stack.closers.add(() => host.stop());
  const facts = { FIRST_TENANT_NAME: 'Scroll', FIRST_ADMIN_EMAIL: 'admin@scroll.example' };
  const { stdout } = await promisify(execFile)(process.execPath, [entryOf('identity'), 'found-tenant'], { env: { PATH: process.env['PATH'], ...environments['identity'], ...facts } });
  const founded = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { tenantId: string; email: string; oneTimePassword: string };
  await load(stack.admin, founded.tenantId, plants);
  return { url, person: await choosePassword(url, founded), stop: () => host.stop() };
}

async function choosePassword(url: string, { email, oneTimePassword }: { email: string; oneTimePassword: string }): Promise<Person> {
  const password = `${oneTimePassword} of the river`;
  const send = async (path: string, body: object, token = '') => {
    const answer = await fetch(`${url}/api/v1/identity/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as { accessToken?: string });
  };
  const { accessToken } = await send('sessions', { email, password: oneTimePassword });
  await send('me/password', { currentPassword: oneTimePassword, newPassword: password }, accessToken);
  return { email, password };
}

/** From now on the page keeps the times between its frames and those from each key to the paint that follows. */
const listen = `(() => {
  const kept = globalThis.felt = { frames: [], keys: new Map(), heard: 0 };
  let last = performance.now();
  const tick = (now) => { kept.frames.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(tick); });
  new PerformanceObserver((list) => { for (const { interactionId, duration } of list.getEntries()) if (interactionId) kept.keys.set(interactionId, Math.max(duration, kept.keys.get(interactionId) ?? 0)); }).observe({ type: 'event', durationThreshold: ${shortestMs} });
  document.addEventListener('input', () => { kept.heard += 1; });
})()`;
const told = `({ frames: globalThis.felt.frames, keys: [...globalThis.felt.keys.values()], heard: globalThis.felt.heard })`;

/** Wheels over the middle of a page, a screenful or two at a time, while each key is pressed. */
async function scrollAndType(page: Page, turns: number): Promise<Felt> {
  await page.mouse.move(viewport.width / 2, viewport.height / 2);
  await page.evaluate(listen);
  let pressed = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    for (const key of [...typed, ...Array.from(typed, () => 'Backspace')]) {
      await Promise.all([page.mouse.wheel(0, turn % 2 ? -1500 : 1500), page.keyboard.press(key)]);
      pressed += 1;
      await page.waitForTimeout(60);
    }
  }
  await page.waitForTimeout(300);
  const { frames, keys, heard } = await page.evaluate<{ frames: number[]; keys: number[]; heard: number }>(told);
  if (heard !== pressed) throw new Error(`of ${pressed} keys the page heard ${heard}`);
  const shorter = Array.from({ length: Math.max(0, pressed - keys.length) }, () => shortestMs);
  return { frameMs: percentile(frames, 95), inputMs: percentile([...keys, ...shorter], 98) };
}

async function bare(browser: Browser, turns: number): Promise<Felt> {
  const page = await browser.newPage({ viewport });
  const lines = Array.from({ length: plants }, (_, at) => `<p>IT-${at} Parco ${at} Wind</p>`).join('');
  await page.setContent(`<!doctype html><input style="position:fixed" autofocus>${lines}`);
  await page.locator('input').focus();
  const felt = await scrollAndType(page, turns);
  await page.close();
  return felt;
}

async function signedIn(browser: Browser, url: string, { email, password }: Person): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url, locale: 'en-GB', viewport })).newPage();
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  return page;
}

async function plantsOf(page: Page, turns: number): Promise<Felt> {
  await page.goto('/plants');
  await page.locator('main [role=row][aria-rowindex="5"]').waitFor();
  await page.getByRole('searchbox', { name: 'Name, code or municipality' }).focus();
  return scrollAndType(page, turns);
}

export const scrollOfPlants: Benchmark = {
  ids: ['web-scroll frame', 'web-scroll input'],
  run: async ({ stack, rounds, scale, note }: Bench) => {
    const product = await startProduct(stack);
    const browser = await chromium.launch({ executablePath: requireChromium(), args: ['--no-sandbox'] });
    stack.closers.add(() => browser.close());
    const page = await signedIn(browser, product.url, product.person);
    const turns = Math.ceil(6 * scale);
    const pairs = await alternate(rounds, () => bare(browser, turns), () => plantsOf(page, turns));
    note(`web-scroll: frames ${pairs.map(({ product: { frameMs } }) => frameMs.toFixed(0)).join(', ')} ms, keys ${pairs.map(({ product: { inputMs } }) => inputMs.toFixed(0)).join(', ')} ms`);
    await browser.close();
    await product.stop();
    const of = (what: keyof Felt): Pair<number>[] => pairs.map(({ limit, product: { [what]: felt } }) => ({ limit: limit[what], product: felt }));
    return [figureOf('web-scroll frame', of('frameMs')), figureOf('web-scroll input', of('inputMs'))];
  },
};
