import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RoleView, RowScope } from '@kairos/contracts';
import type { Browser } from 'playwright-core';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { rawRequest } from './raw-request.ts';
import { signedInWindow } from './signed-in-window.ts';
import { follow, untilItStands, visit } from './standing.ts';
import { registerPlant } from './tenant-records.ts';
import { beginnings, roleViews, rooms } from './web-rooms.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let roles: RoleView[];
let owned: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  roles = ((await admin.at('identity').get('/api/v1/identity/roles?limit=200').expect(200)).body as { items: RoleView[] }).items;
  [owned] = await Promise.all([registerPlant(admin, 'OWNED'), registerPlant(admin, 'ANOTHER')]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function memberWith(role: string, rowScope: RowScope = { plants: 'all' }): Promise<Member> {
  const [email, password] = [`${randomUUID()}@members.example`, `otters of the river ${randomUUID()}`];
  const roleIds = roles.filter(({ origin, name }) => `${origin}/${name}` === role).map(({ id }) => id);
  await admin.at('identity').post('/api/v1/identity/users', { email, displayName: role, password, roleIds, rowScope }).expect(201);
  const member = await platform.signIn(email, password);
  await platform.knownEverywhere(member);
  return member;
}

const open = (member: Member): Promise<Window> => signedInWindow(browser, platform.url('gateway'), member, { reducedMotion: 'reduce' });

/** Whether the API lets somebody in at all: what they send fits nothing, so nothing changes. */
async function letsIn({ accessToken }: Member, { method, path }: { method: string; path: string }): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const { status, text } = await rawRequest(platform.url('gateway'), { method, path, headers, ...(method === 'post' ? { body: '{"fits": "nothing"}' } : {}) });
  return !(status === 403 && text.includes('"permission-missing"'));
}

describe.each(roleViews)('$role', ({ role, rooms: own, begins, day }) => {
  let member: Member;
  let window: Window;

  beforeAll(async () => {
    member = await memberWith(role);
    window = await open(member);
    await window.page.goto('/');
    await untilItStands(window.page);
  });
  afterAll(() => window.context.close());

  it('is led to the rooms that are theirs, and by the API into no other', async () => {
    const links = await window.page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').allInnerTexts();
    expect(links.map((link) => link.trim()).filter((link) => link in rooms).sort()).toEqual([...own].sort());
    const open = await Promise.all(Object.entries(rooms).map(async ([room, { asks }]) => [room, await letsIn(member, asks)]));
    expect(open).toEqual(Object.keys(rooms).map((room) => [room, own.includes(room)]));
  });

  it('begins the day with what is most pressing to them, and with nothing that was refused', async () => {
    expect(await window.page.locator('main').getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(day);
    expect(await window.page.getByRole('alert').count()).toBe(0);
    expect(window.refusals).toEqual([]);
  });

  it('stands in every room of theirs without a refusal, and begins there what they may', async () => {
    const offered: string[] = [];
    for (const room of own) {
      await follow(window.page, rooms[room]?.address ?? '');
      expect([room, await window.page.locator('main').getByRole('alert').allInnerTexts()]).toEqual([room, []]);
      for (const { name } of beginnings.filter((each) => each.room === room)) {
        if ((await window.page.locator('main').getByRole('button', { name, exact: true }).or(window.page.locator('main').getByRole('link', { name, exact: true })).count()) > 0) offered.push(name);
      }
    }
    expect(offered.sort()).toEqual([...begins].sort());
    const open = await Promise.all(beginnings.map(async ({ name, asks }) => [name, await letsIn(member, asks)]));
    expect(open).toEqual(beginnings.map(({ name }) => [name, begins.includes(name)]));
    expect([window.complaints, window.refusals]).toEqual([[], []]);
  });
});

it('shows whoever goes to a room by its address that it is not theirs, and nothing of what is in it', async () => {
  const { page } = await open(await memberWith('kronos/Viewer'));
  for (const address of ['/users', '/audit', '/imports', '/settings']) {
    await visit(page, address);
    expect([address, await page.getByRole('alert').count(), await page.getByRole('row').count() > 1]).toEqual([address, expect.any(Number), false]);
    await page.getByRole('alert').first().waitFor();
  }
});

it('shows an owner their plants and nobody else’s', async () => {
  const owner = await memberWith('kronos/Plant Owner', { plants: [owned] });
  const { page } = await open(owner);
  await page.goto('/');
  await page.getByText('998.5 kW', { exact: false }).first().waitFor();
  await visit(page, '/plants');
  await page.getByRole('cell', { name: 'OWNED', exact: true }).waitFor();
  expect(await page.getByText('ANOTHER').count()).toBe(0);
});
