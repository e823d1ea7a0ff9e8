import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { ApiKeyPage, ApiKeyView, AuditRecordPage, UserView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Browser, Page } from 'playwright-core';
import { faultsInEveryFace } from './accessibility.ts';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';
import { visit } from './standing.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start({ AUDIT_SEAL_EVERY_MS: '500' }), openBrowser()]);
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
const keysOf = async (who: Member) => ((await admin.at('gateway').get(`/api/v1/identity/api-keys?userId=${who.userId}`).expect(200)).body as ApiKeyPage).items;
const versionOf = (key: ApiKeyView) => ({ 'if-match': `"${key.version}"` });

async function suspend(member: Member): Promise<UserView> {
  const { body } = await admin.at('gateway').get(`/api/v1/identity/users/${member.userId}`).expect(200);
  return (await admin.at('gateway').post(`/api/v1/identity/users/${member.userId}/deactivate`, {}).set('if-match', `"${(body as UserView).version}"`).expect(200)).body as UserView;
}

/** The secret that is shown this once; its dialog is closed as soon as it is kept. */
async function keepSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: /^The secret of/ });
  const secret = await dialog.getByText(/^kairos_/).innerText();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await dialog.waitFor({ state: 'detached' });
  return secret;
}

it('gives a program of an integration a key with a part of one’s rights, changes it, changes its secret over, and ends it', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByText('No program has a key yet').waitFor();
  await page.getByRole('button', { name: 'Create a key' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Create a key' });
  await dialog.getByRole('radio', { name: /^An integration/ }).check();
  await dialog.getByRole('textbox', { name: 'Only from these addresses' }).fill('203.0.113.0/33');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  for (const fault of ['Name the system.', 'Say what it is for.', 'Choose at least one right.', /^A line is no address or range/]) await dialog.getByText(fault).waitFor();
  expect(await faultsInEveryFace(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'System' }).fill('SCADA');
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill('Readings of the night');
  await dialog.getByRole('textbox', { name: 'Only from these addresses' }).fill('');
  await dialog.getByRole('combobox', { name: 'What it may do' }).fill('See plants');
  await page.getByRole('option', { name: 'See plants', exact: true }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const first = await keepSecret(page);
  const asKey = (secret: string, path = '/assets/plants') => page.request.get(`${origin}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } }).then((answer) => answer.status());
  expect([first.slice(0, 10), await asKey(first), await asKey(first, '/assets/maintenance')]).toEqual(['kairos_ik_', 200, 403]);

  await page.getByRole('button', { name: 'Readings of the night' }).click();
  const drawer = page.getByRole('dialog', { name: 'Readings of the night' });
  expect(new URL(page.url()).searchParams.get('key')).not.toBeNull();
  await drawer.getByRole('row', { name: new RegExp(first.slice(0, 16)) }).waitFor();
  expect(await page.getByText(first).count()).toBe(0);
  expect(await faultsInEveryFace(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Change…' }).click();
  const changing = page.getByRole('dialog', { name: 'Change Readings of the night' });
  await changing.getByRole('textbox', { name: 'What it is for' }).fill('Readings by day');
  const [key] = await keysOf(admin);
  if (!key) throw new Error('There is no key.');
  await admin.at('gateway').patch(`/api/v1/identity/api-keys/${key.id}`, { requestsPerMinute: 30 }).set(versionOf(key)).expect(200);
  await changing.getByRole('button', { name: 'Save' }).click();
  await changing.getByRole('button', { name: 'Put mine upon theirs' }).click();
  await page.getByText('The key Readings by day is saved.').waitFor();
  expect(await keysOf(admin)).toMatchObject([{ name: 'Readings by day', requestsPerMinute: 30, integration: 'SCADA' }]);

  await page.getByRole('dialog', { name: 'Readings by day' }).getByRole('button', { name: /^A new secret for/ }).click();
  const rotating = page.getByRole('dialog', { name: /^A new secret for/ });
  await rotating.getByRole('textbox', { name: /^Hours/ }).fill('721');
  await rotating.getByRole('button', { name: 'New secret' }).click();
  expect(await keysOf(admin)).toMatchObject([{ secrets: [{}] }]);
  await rotating.getByRole('textbox', { name: /^Hours/ }).fill('2');
  await rotating.getByRole('button', { name: 'New secret' }).click();
  const second = await keepSecret(page);
  expect(await Promise.all([first, second].map((secret) => asKey(secret)))).toEqual([200, 200]);
  await page.getByRole('button', { name: 'End the key Readings by day' }).click();
  const ending = page.getByRole('dialog', { name: 'End the key Readings by day' });
  await ending.getByRole('textbox', { name: 'Reason' }).fill('the contract is over');
  await ending.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The key Readings by day is ended.').waitFor();
  for (const secret of [first, second]) await eventually(() => asKey(secret), (status) => status === 401);
  await visit(page, '/api-keys?status=active');
  await page.getByText('No key is like that').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('row', { name: /Readings by day.*SCADA.*ended/ }).waitFor();
  expect(complaints).toEqual([]);
});

it('answers for the key of somebody who left, ends one that is theirs alone, and shows no key to whoever may not manage them', async () => {
  const keeper = await platform.addMember(admin, ['identity.api-key.manage', 'assets.plant.read']);
  const { body } = await keeper.at('gateway').post('/api/v1/identity/api-keys', { kind: 'service', name: 'Export to the ledger', scopes: ['assets.plant.read'] }).expect(201);
  const { secret } = body as { secret: string };
  const other = await platform.addMember(admin, ['assets.plant.read']);
  await other.at('gateway').post('/api/v1/identity/me/api-keys', { name: 'My script', scopes: ['assets.plant.read'] }).expect(201);
  await suspend(keeper);
  const { page } = await signedIn(admin);
  await visit(page, `/users/${keeper.userId}`);
  await page.getByRole('link', { name: 'Their keys' }).click();
  await page.getByRole('row', { name: /Export to the ledger.*owner suspended/ }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
  await page.getByRole('button', { name: 'Export to the ledger' }).click();
  await page.getByRole('button', { name: 'Answer for it' }).click();
  await page.getByText('You answer for Export to the ledger from now on.').waitFor();
  expect((await page.request.get(`${origin}/api/v1/assets/plants`, { headers: { authorization: `Bearer ${secret}` } })).status()).toBe(200);

  const [theirs] = await keysOf(other);
  await visit(page, `/api-keys?kind=personal&key=${theirs?.id}`);
  const drawer = page.getByRole('dialog', { name: 'My script' });
  await drawer.getByText(/theirs to change; you may end it/).waitFor();
  expect([await drawer.getByRole('button', { name: 'Change…' }).count(), await drawer.getByRole('button', { name: /^A new secret/ }).count()]).toEqual([0, 0]);
  await drawer.getByRole('button', { name: 'End the key My script' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('left on a bus');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await drawer.getByText('ended', { exact: true }).waitFor();

  const stranger = await signedIn(other);
  await visit(stranger.page, '/');
  expect(await stranger.page.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  await visit(stranger.page, '/api-keys');
  await stranger.page.getByRole('alert').first().waitFor();
  expect([await stranger.page.getByRole('button', { name: 'Create a key' }).count(), await stranger.page.getByText('My script').count()]).toEqual([0, 0]);
});

it('erases what the trail tells of a former user once their name is written, shows it as erased, and the chain still verifies', async () => {
  const former = await platform.addMember(admin, ['assets.plant.read', 'assets.plant.register']);
  await platform.knownEverywhere(former);
  await former.at('gateway').post('/api/v1/assets/plants', { code: 'PV-9', name: 'Campo di prova', type: 'Wind', capacityKw: '19' }).expect(201);
  const { page, complaints } = await signedIn(admin);
  await visit(page, `/users/${former.userId}`);
  expect(await page.getByRole('button', { name: 'Erase…' }).count()).toBe(0);
  const { displayName } = await suspend(former);
  await visit(page, `/users/${former.userId}`);
  await page.getByRole('button', { name: 'Erase…' }).click();
  const dialog = page.getByRole('dialog', { name: `Erase ${displayName} from the audit trail` });
  await dialog.getByRole('textbox', { name: /^Write/ }).fill('Somebody else');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await dialog.getByText('This is not the name.').waitFor();
  await dialog.getByText('Say why.').waitFor();
  expect(await faultsInEveryFace(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('they asked for it');
  await dialog.getByRole('textbox', { name: /^Write/ }).fill(displayName);
  await dialog.getByRole('checkbox', { name: 'Also what tells about them' }).check();
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText(/What \d+ records told is erased\./).waitFor();

  await page.getByRole('link', { name: 'In the audit trail' }).click();
  await page.getByRole('row', { name: /Former user, erased/ }).first().waitFor();
  await page.getByRole('row', { name: /Former user, erased/ }).getByRole('link').first().click();
  const record = page.getByRole('dialog');
  await record.getByText('What told of a former user is erased; the chain still verifies.').waitFor();
  await record.getByText('erased', { exact: true }).first().waitFor();
  expect(await record.getByText(former.email).count()).toBe(0);
  await visit(page, '/audit/verify');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText(/what told of a former user is erased, and a later record says so/).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('tells instants and days in the time zone of the account, wherever the browser is', async () => {
  const watcher = await platform.addMember(admin, ['identity.audit.read']);
  await watcher.at('gateway').patch('/api/v1/identity/me', { timeZone: 'Pacific/Kiritimati' }).expect(200);
  const records = async () => ((await admin.at('gateway').get(`/api/v1/identity/audit-records?actor=${watcher.userId}`).expect(200)).body as AuditRecordPage).items;
  const [done] = await eventually(records, ({ length }) => length > 0);
  const { page } = await signedIn(watcher, { timezoneId: 'Pacific/Pago_Pago' });
  const at = new Date(done?.occurredAt ?? '');
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Kiritimati' }).format(at);
  const begins = Date.parse(`${day}T00:00:00+14:00`);
  const asked = page.waitForRequest((request) => request.url().includes('/audit-records?'));
  await visit(page, `/audit?from=${day}&until=${day}`);
  const { searchParams } = new URL((await asked).url());
  expect([searchParams.get('from'), searchParams.get('until')]).toEqual([begins, begins + 86_400_000].map((instant) => new Date(instant).toISOString()));
  await page.getByRole('row', { name: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Pacific/Kiritimati' }).format(at) }).first().waitFor();
});
