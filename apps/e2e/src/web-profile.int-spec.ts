import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@kairos/testing';
import type { MeView } from '@kairos/contracts';
import type { Browser } from 'playwright-core';
import { attachAuthenticator } from './authenticator.ts';
import { closeWindows, openBrowser, Window } from './browser.ts';
import { oneTimeCode } from './one-time-code.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.publicUrl;
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, origin, who, looks);
/** A code counts once; a test does not wait half a minute for the next. */
const forgetUsedCodes = () => platform.database.admin.query('update identity.totp_factor set last_step = 0');
const me = async (member: Member) => (await member.at('gateway').get('/api/v1/identity/me').expect(200)).body as MeView;

it('keeps a name, a language and a time zone of one’s own, and speaks the language at once', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read']);
  const { page, complaints } = await signedIn(member);
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Profile and security' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await page.getByText('Say how you are called.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Olga Neri');
  await page.getByRole('combobox', { name: 'Language of mail and reports' }).click();
  await page.getByRole('option', { name: 'Italiano' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Profilo', level: 1 }).waitFor();
  expect(await me(member)).toMatchObject({ displayName: 'Olga Neri', locale: 'it' });
  expect(complaints).toEqual([]);
});

it('shows where one is signed in, marks this place, and ends all others', async () => {
  const member = await platform.addMember(admin, []);
  const { page } = await signedIn(member);
  await page.goto('/profile?section=sessions');
  await page.getByText('this one').waitFor();
  expect(await page.getByRole('row').count()).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByText('You are signed out everywhere but here.').waitFor();
  await eventually(() => page.getByRole('row').count(), (count) => count === 2);
  await member.at('gateway').get('/api/v1/identity/me').expect(401);
});

it('gives a key with a part of one’s rights, shows its secret once, and ends it', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read', 'assets.component.read']);
  const { page } = await signedIn(member);
  await page.goto('/profile?section=keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByText('Choose at least one right.').waitFor();
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill('Nightly export');
  await dialog.getByRole('combobox', { name: 'What it may do' }).click();
  expect(await page.getByRole('option').count()).toBe(2);
  await page.getByRole('option', { name: 'See plants' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  await page.getByText('The secret of Nightly export').waitFor();
  const secret = await page.getByRole('dialog').getByText(/^kairos_pk_/).innerText();
  const asKey = (path: string) => page.request.get(`${origin}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
  expect([(await asKey('/assets/plants')).status(), (await asKey('/assets/maintenance')).status()]).toEqual([200, 403]);
  await page.reload();
  await page.getByRole('row', { name: /Nightly export.*active/ }).waitFor();
  expect(await page.getByText(secret).count()).toBe(0);
  await page.getByRole('button', { name: 'End the key Nightly export' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('no longer needed');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('row', { name: /Nightly export.*ended/ }).waitFor();
  await eventually(async () => (await asKey('/assets/plants')).status(), (status) => status === 401);
});

it('sets up one-time codes from a QR code, shows recovery codes once, and asks for a code at the next sign-in', async () => {
  const member = await platform.addMember(admin, []);
  const { page } = await signedIn(member);
  await page.goto('/profile?section=security');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
  const secret = await page.locator('code').filter({ hasText: /^[A-Z2-7 ]{20,}$/ }).innerText();
  await page.locator('input[name=totp-code]').fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('alert').getByText('This does not prove who you are.').waitFor();
  await page.locator('input[name=totp-code]').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  const [recovery = ''] = await codes.allInnerTexts();
  expect(await codes.count()).toBe(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left').waitFor();

  await forgetUsedCodes();
  for (const proof of [oneTimeCode(secret), recovery]) {
    const again = await Window.open(browser, origin);
    await again.page.goto('/sign-in');
    await again.page.locator('input[name=email]').fill(member.email);
    await again.page.locator('input[name=password]').fill(member.password);
    await again.page.locator('button[type=submit]').click();
    await again.page.locator('input[name=code]').fill(proof);
    await again.page.locator('button[type=submit]').click();
    await again.page.getByRole('heading', { name: 'Today' }).waitFor();
    await again.context.close();
  }
});

it('adds a passkey, by which one signs in with neither name nor password, and proves oneself once more', async () => {
  const member = await platform.addMember(admin, []);
  const window = await signedIn(member);
  await window.page.goto('/');
  const { page } = window;
  await attachAuthenticator(page);
  await page.goto('/profile?section=security');
  await page.getByRole('textbox', { name: 'What this passkey is called' }).fill('Laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('row', { name: /Laptop.*on one device.*never/ }).waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.goto('/profile?section=sessions');
  await page.getByRole('row', { name: /passkey.*two factors|two factors.*passkey/ }).waitFor();

  await platform.database.admin.query(`update identity.session set authenticated_at = now() - interval '10 minutes' where user_id = $1`, [member.userId]);
  await page.goto('/profile?section=security');
  await page.getByRole('button', { name: 'Remove the passkey Laptop' }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('The passkey Laptop is removed.').waitFor();
  expect(window.complaints).toEqual([]);
});

it('changes the password, refuses a wrong one, and leaves no other session', async () => {
  const member = await platform.addMember(admin, []);
  const { page } = await signedIn(member);
  await page.goto('/profile?section=security');
  const type = async (current: string, next: string) => {
    for (const [name, value] of [['current', current], ['next', next], ['again', next]] as const) await page.locator(`input[name=password-${name}]`).fill(value);
    await page.getByRole('button', { name: 'Change the password' }).click();
  };
  await type('not the password', 'egrets of the wide river');
  await page.getByRole('alert').getByText('The current password is not right.').waitFor();
  await type(member.password, 'egrets of the wide river');
  await page.getByText('The password is changed; every other session of yours ended.').waitFor();
  await member.at('gateway').get('/api/v1/identity/me').expect(401);
  await page.goto('/profile');
  await page.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  await platform.signIn(member.email, 'egrets of the wide river');
});

it('says how one wants to be notified, for who is notified at all', async () => {
  const member = await platform.addMember(admin, ['workflows.notification.read']);
  const [{ page }, without] = await Promise.all([signedIn(member), signedIn(await platform.addMember(admin, []))]);
  await page.goto('/profile?section=notifications');
  await page.getByRole('combobox', { name: 'How often' }).click();
  await page.getByRole('option', { name: 'Once a week' }).click();
  await page.getByRole('combobox', { name: 'On', exact: true }).click();
  await page.getByRole('option', { name: 'Friday' }).click();
  await page.getByRole('switch', { name: /Quiet hours/ }).uncheck({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved; mail that waits follows.').waitFor();
  const { body } = await member.at('gateway').get('/api/v1/workflows/notifications/preferences').expect(200);
  expect(body).toMatchObject({ mail: { cadence: 'weekly', digestOn: 'friday' }, quietHours: null, version: 1 });
  await without.page.goto('/profile');
  await without.page.getByRole('link', { name: 'Sessions' }).waitFor();
  expect(await without.page.getByRole('link', { name: 'Notifications' }).count()).toBe(0);
});

it('leads whoever must have a second factor to where it is set up, and lets them on afterwards', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read']);
  const policy = '/api/v1/identity/mfa-policy';
  const fresh = await platform.signIn(admin.email, admin.password);
  const roleId = ((await fresh.at('identity').get(`/api/v1/identity/users/${member.userId}`)).body as { roles: { id: string }[] }).roles[0]?.id;
  const { version } = (await fresh.at('identity').get(policy).expect(200)).body as { version: number };
  await fresh.at('identity').put(policy, { everyone: false, roleIds: [roleId] }).set('if-match', `"${version}"`).expect(200);
  const { page } = await Window.open(browser, origin);
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(member.email);
  await page.locator('input[name=password]').fill(member.password);
  await page.locator('button[type=submit]').click();
  await page.getByText('Your organisation asks for a second factor').waitFor();
  await page.goto('/plants');
  await page.waitForURL(/\/profile\?section=security/);
  await page.getByRole('button', { name: 'Set up' }).click();
  const secret = await page.locator('code').filter({ hasText: /^[A-Z2-7 ]{20,}$/ }).innerText();
  await page.locator('input[name=totp-code]').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Your organisation asks for a second factor').waitFor({ state: 'hidden' });
  await page.goto('/plants');
  await page.getByRole('heading', { name: 'Plants', level: 1 }).waitFor();
});
