import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { serviceNames, type SettingsView, type TenantView, type UsageView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Browser } from 'playwright-core';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, origin, who, looks);
const read = async <T>(path: string) => (await admin.at('gateway').get(`/api/v1/identity/${path}`).expect(200)).body as T;

it('changes what the organisation says of itself, refuses a wrong VAT number, and says when somebody was faster', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Organisation' }).click();
  await page.getByText('without limit').first().waitFor();
  const vat = page.getByRole('textbox', { name: 'VAT number' });
  await vat.fill('12345678901');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await vat.fill('00743110157');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const { vatNumber, version } = await read<TenantView>('tenant');
  expect(vatNumber).toContain('00743110157');
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
  expect(await page.getByText('Somebody changed this meanwhile').count()).toBe(0);
  await page.getByRole('textbox', { name: 'Tax code' }).fill('00743110157');
  await admin.at('gateway').patch('/api/v1/identity/tenant', { contact: { name: 'Olga', email: 'olga@example.org' } }).set('if-match', `"${version}"`).expect(200);
  await page.getByText('Somebody changed this meanwhile').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Put mine upon theirs' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const { contact } = await eventually(() => read<TenantView>('tenant'), ({ taxCode }) => taxCode === '00743110157');
  expect(contact).toMatchObject({ name: 'Olga' });
  expect(complaints).toEqual([]);
});

it('tells how much of the plan is used, and what the plan has no more room for, which the API refuses', async () => {
  const brezza = await platform.foundTenant('brezza');
  await platform.knownEverywhere(brezza);
  const plan = { users: 10, plants: 1, storageGb: 1, apiCallsPerHour: 1000 };
  for (const service of serviceNames) await platform.database.admin.query(`update ${service}.tenant_terms set limits = $2 where tenant_id = $1`, [brezza.tenantId, JSON.stringify(plan)]);
  const register = (code: string, status: number) => brezza.at('assets').post('/api/v1/assets/plants', { code, name: `Campo ${code}`, type: 'Wind', capacityKw: '19' }).expect(status);
  await register('PV-1', 201);
  expect((await register('PV-2', 409)).body).toMatchObject({ code: 'plan-limit-reached' });
  await brezza.at('intake').post('/api/v1/intake/source-files?fileName=plants.csv').set('content-type', 'text/csv').send('code,name\nA,B\n' as unknown as object).expect(201);
  const usage = async (service: 'assets' | 'intake') => ((await brezza.at(service).get(`/api/v1/${service}/usage`).expect(200)).body as UsageView).items;
  expect([await usage('assets'), await usage('intake')]).toEqual([[{ of: 'plants', used: 1, most: 1 }], [{ of: 'source-files', used: 14, most: 1_000_000_000 }]]);
  const { page, complaints } = await signedIn(brezza);
  await page.goto('/organisation');
  const meters = page.getByRole('listitem');
  await meters.filter({ hasText: /^Plants1 of 1/ }).getByText('used up').waitFor();
  await meters.filter({ hasText: 'People' }).getByText('1 of 10').waitFor();
  await meters.filter({ hasText: 'Files of imports' }).getByText('14 B of 1 GB').waitFor();
  await meters.filter({ hasText: 'Documents' }).getByText('0 B of 1 GB').waitFor();
  expect(complaints).toEqual([]);
  const reader = await signedIn(await platform.addMember(brezza, ['identity.tenant.read']));
  await reader.page.goto('/organisation');
  await reader.page.getByText('Plan and status are set by').waitFor();
  expect(await reader.page.getByText('1 of 1', { exact: true }).count()).toBe(0);
});

it('changes settings within their bounds, and takes them back to the usual', async () => {
  const { page } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Settings' }).click();
  const idle = page.getByRole('textbox', { name: 'How long a session may lie unused' });
  await idle.fill('60');
  await page.getByRole('combobox', { name: 'Who approves a plan before it is applied' }).click();
  await page.getByRole('option', { name: 'somebody else alone' }).click();
  await page.getByRole('textbox', { name: 'Reason of the change' }).fill('shared desks');
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await page.getByText('The settings are saved.').waitFor();
  const valueOf = async (name: string) => (await read<SettingsView>('settings')).items.find((item) => item.name === name)?.value;
  expect([await valueOf('sessionIdleMinutes'), await valueOf('importApproval')]).toEqual([60, 'other']);
  await page.getByRole('button', { name: 'Back to the usual: How long a session may lie unused' }).click();
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await page.getByRole('button', { name: 'Save 1 change' }).waitFor({ state: 'hidden' });
  await eventually(() => valueOf('sessionIdleMinutes'), (value) => value === 43_200);
  await page.getByRole('button', { name: 'Back to the usual: How long a session may lie unused' }).waitFor({ state: 'hidden' });
  expect(await page.getByRole('textbox', { name: 'How many wrong passwords or codes lock an account' }).count()).toBe(0);
});

it('demands a second factor of those with a role', async () => {
  const { page } = await signedIn(admin);
  await page.goto('/organisation');
  await page.getByRole('combobox', { name: 'Those with one of these roles' }).click();
  await page.getByRole('option', { name: 'Operator (kronos)' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect((await read<{ roleIds: string[] }>('mfa-policy')).roleIds).toHaveLength(1);
});

it('shows how every service is, and events as they happen, paused and narrowed', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Health' }).click();
  for (const service of ['identity', 'assets', 'workflows', 'intake']) await page.getByRole('row', { name: new RegExp(`^${service} well`) }).waitFor();
  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByText('listening').waitFor();
  const register = (code: string) => admin.at('assets').post('/api/v1/assets/plants', { code, name: `Impianto ${code}`, type: 'Wind', capacityKw: '20' }).expect(201);
  await register('W-1');
  await page.getByRole('row', { name: /assets\.plant\.registered/ }).first().waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await register('W-2');
  await page.getByText(/paused, \d+ waits?/).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('searchbox', { name: 'Type begins with' }).fill('assets.plant.registered');
  await page.waitForURL(/type=assets\.plant\.registered/);
  await page.getByRole('row', { name: /assets\.plant\.registered/ }).nth(1).waitFor();
  expect(complaints).toEqual([]);
});

it('shows none of it to who may not see it', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read', 'identity.tenant.read']);
  const { page } = await signedIn(member);
  await page.goto('/');
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await navigation.getByRole('link', { name: 'Organisation' }).click();
  await page.getByText('without limit').first().waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  expect(await page.getByRole('textbox', { name: 'VAT number' }).count()).toBe(0);
  for (const room of ['Settings', 'Health', 'Events']) expect({ room, links: await navigation.getByRole('link', { name: room, exact: true }).count() }).toEqual({ room, links: 0 });
  for (const path of ['/api/v1/identity/settings', '/healthz/details']) await member.at('gateway').get(path).expect(403);
});
