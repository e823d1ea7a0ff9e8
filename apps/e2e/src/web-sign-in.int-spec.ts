import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { IdentityProviderView, RolePage, SettingsView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { issuerClient, OidcIssuer } from '@kairos/testing/oidc';
import type { Browser, Page } from 'playwright-core';
import { faultsAt } from './accessibility.ts';
import { closeWindows, openBrowser, Window } from './browser.ts';
import { mailedLink } from './mailed-link.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let issuer: OidcIssuer;
let admin: Member;
let origin: string;

beforeAll(async () => {
  [platform, browser, issuer] = await Promise.all([Platform.start({ OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), openBrowser(), OidcIssuer.start()]);
  origin = platform.publicUrl;
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await issuer?.stop();
});

const identity = '/api/v1/identity';
const freshly = (who: Member) => platform.signIn(who.email, who.password);
async function roleId(who: Member, origin_: string, name: string): Promise<string> {
  const { body } = await who.at('identity').get(`${identity}/roles?origin=${origin_}`).expect(200);
  return (body as RolePage).items.find((role) => role.name === name)?.id ?? '';
}
async function invited(by: Member, email: string, count = 1): Promise<string> {
  const fresh = await freshly(by);
  await fresh.at('identity').post(`${identity}/invitations`, { email, roleIds: [await roleId(fresh, 'kronos', 'Viewer')], rowScope: { plants: 'all' } }).expect(201);
  return mailedLink(platform, email, 'invitations/accept', count);
}

it('lets somebody who is invited join with a name and a password of their own, by a link that leaves the address at once', async () => {
  const link = await invited(admin, 'olga@example.org');
  const { page, complaints } = await Window.open(browser, origin);
  await page.goto(link);
  await page.getByRole('heading', { name: 'aurora invites you' }).waitFor();
  expect(page.url()).toBe(`${origin}/invitations/accept`);
  await page.locator('input[name=name]').fill('Olga Neri');
  await page.locator('input[name=new-password]').fill('short');
  await page.locator('input[name=repeated]').fill('short');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('input[name=new-password]').fill('egrets of the slow river');
  await page.locator('input[name=repeated]').fill('egrets of the slow river');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'You belong to aurora now' }).waitFor();
  await page.getByRole('link', { name: 'To the sign-in' }).click();
  await page.locator('input[name=email]').fill('olga@example.org');
  await page.locator('input[name=password]').fill('egrets of the slow river');
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.goto(link);
  await page.getByRole('alert').waitFor();
  expect(complaints).toEqual([]);
});

it('gives a new password by a mailed link, and tells nobody whether an address has an account', async () => {
  const { page } = await Window.open(browser, origin);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten password' }).click();
  for (const email of ['nobody@example.org', admin.email]) {
    await page.goto('/password-resets');
    await page.locator('input[name=email]').fill(email);
    await page.getByRole('button', { name: 'Mail me the link' }).click();
    await page.getByText('If this address has an account, a link is on its way to it.').waitFor();
  }
  await page.goto('/password-resets/complete');
  await page.getByText('This link is not whole.').waitFor();
  await page.goto(await mailedLink(platform, admin.email, 'password-resets/complete'));
  const password = `egrets of the river ${randomBytes(4).toString('hex')}`;
  await page.locator('input[name=new-password]').fill(password);
  await page.locator('input[name=repeated]').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('The password is set.').waitFor();
  admin = await platform.signIn(admin.email, password);
});

it('lets somebody of several organisations go over from one to the other; a tab that was left behind follows', async () => {
  const borea = await platform.foundTenant('borea');
  const [email, password] = ['pia@example.org', 'egrets of the slow river'];
  const tokenFrom = async (by: Member, count: number) => (await invited(by, email, count)).split('token=')[1];
  await admin.at('gateway').post(`${identity}/opened-invitations/accept`, { token: await tokenFrom(admin, 1), displayName: 'Pia', password }).expect(201);
  const member = await platform.signIn(email, password);
  const token = await tokenFrom(borea, 2);
  await member.at('gateway').post(`${identity}/opened-invitations/join`, { token }).expect(201);
  const { page, context } = await signedInWindow(browser, origin, member);
  const behind = await context.newPage();
  await behind.goto('/profile');
  await behind.getByText(/, aurora$/).waitFor();
  await page.goto('/profile');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'borea' }).click();
  await page.waitForURL(`${origin}/`);
  await page.goto('/profile');
  await page.getByText(/, borea$/).waitFor();
  await behind.reload();
  await behind.getByText(/, borea$/).waitFor();
});

it('finds the identity provider of an address, signs in there, and comes back to where one wanted to go', async () => {
  const fresh = await freshly(admin);
  const settings = { label: 'Keycloak', issuer: issuer.url, ...issuerClient, allowedEmailDomains: ['example.com'], createsAccounts: true, defaultRoleIds: [await roleId(fresh, 'kronos', 'Viewer')], rowScope: { plants: 'all' } };
  const provider = (await fresh.at('gateway').post(`${identity}/identity-providers`, settings).expect(201)).body as IdentityProviderView;
  await platform.database.admin.query(`update identity.tenant set email_domains = '{example.com}' where id = $1`, [admin.tenantId]);
  issuer.returnsTo(`${origin}${provider.callbackPath}`);
  issuer.signsIn('mario', { email: 'mario@example.com', email_verified: true, name: 'Mario Rossi' });
  const { page } = await Window.open(browser, origin);
  await page.goto('/plants');
  await page.locator('input[name=email]').fill('mario@example.com');
  await page.getByRole('link', { name: 'Continue with Keycloak' }).click();
  await page.getByRole('heading', { name: 'Plants', level: 1 }).waitFor();
  await page.goto('/profile?section=sessions');
  await page.getByRole('row', { name: /this one.*identity provider/ }).waitFor();
});

it('says at the door why an identity provider did not open it, in the words of the page alone', async () => {
  issuer.signsIn('luigi', { email: 'luigi@example.com', email_verified: false, name: 'Luigi Bianchi' });
  const { page, complaints } = await Window.open(browser, origin, { locale: 'it-IT' });
  await page.goto('/sign-in?next=%2Fprofile%3Fsection%3Dsessions');
  await page.evaluate("localStorage.setItem('kairos.locale', 'it')");
  await page.reload();
  await page.locator('input[name=email]').fill('luigi@example.com');
  await page.getByRole('link', { name: 'Continua con Keycloak' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('Il provider di identità non garantisce il tuo indirizzo e-mail.').waitFor();
  const { pathname, searchParams } = new URL(page.url());
  expect([pathname, searchParams.get('next')]).toEqual(['/sign-in', '/profile?section=sessions']);
  await page.goto(`${identity}/oidc/${randomUUID()}/callback?state=x&code=y`);
  await alert.getByText('non ti ha fatto entrare').waitFor();
  await page.goto('/sign-in?refused=Call%20this%20number');
  await alert.getByText('non ti ha fatto entrare').waitFor();
  expect(await page.getByText('Call this number').count()).toBe(0);
  expect(complaints.filter((complaint) => !complaint.includes(issuer.url))).toEqual([]);
});

it('warns whoever does nothing, keeps all tabs by what is done in one, and signs all of them out at the end', async () => {
  const cielo = await platform.foundTenant('cielo');
  const { version } = (await cielo.at('identity').get(`${identity}/settings`).expect(200)).body as SettingsView;
  await cielo.at('identity').patch(`${identity}/settings`, { sessionIdleMinutes: 15 }).set('if-match', `"${version}"`).expect(200);
  const window = await Window.open(browser, origin);
  await window.context.clock.install();
  const { page } = window;
  await page.goto('/sign-in?next=/profile');
  await page.locator('input[name=email]').fill(cielo.email);
  await page.locator('input[name=password]').fill(cielo.password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Profile', level: 1 }).waitFor();
  const other = await window.context.newPage();
  const watches = (tab: Page, since = 0) => eventually(() => tab.evaluate<number>("Number(localStorage.getItem('kairos.active-at'))"), (at) => at > since, 20_000);
  const before = (await watches(page)) - 60_000;
  await page.evaluate(`localStorage.setItem('kairos.active-at', '${before}')`);
  await other.goto(`${origin}/plants`);
  await watches(other, before);
  await window.context.clock.fastForward('13:30');
  await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  await other.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  await other.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor({ state: 'hidden' });
  await window.context.clock.fastForward('14:30');
  await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  await window.context.clock.fastForward('01:30');
  for (const tab of [page, other]) await tab.getByText('You were signed out because nothing was done for a while.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('signs every tab out with one of them', async () => {
  const { page, context } = await signedInWindow(browser, origin, admin);
  await page.goto('/');
  const other = await context.newPage();
  await other.goto(`${origin}/plants`);
  await other.getByRole('heading', { name: 'Plants', level: 1 }).waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('renews no session for a request that does not say it comes from the page, and leads to no other origin', async () => {
  const { page } = await signedInWindow(browser, origin, admin);
  await page.goto('/');
  const refused = await page.evaluate<{ status: number; code: string }>(`fetch('${identity}/sessions/refresh', { method: 'POST' }).then(async (answer) => ({ status: answer.status, code: (await answer.json()).code }))`);
  expect(refused).toEqual({ status: 403, code: 'csrf-header-missing' });
  await page.reload();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  const away = await Window.open(browser, origin);
  await away.page.goto('/sign-in?next=//evil.example/');
  await away.page.locator('input[name=email]').fill(admin.email);
  await away.page.locator('input[name=password]').fill(admin.password);
  await away.page.locator('button[type=submit]').click();
  await away.page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(away.complaints).toEqual([]);
});

it('has no serious fault for who cannot see or point, light or dark, in English or Italian', async () => {
  const { page } = await Window.open(browser, origin);
  expect(await faultsAt(page, ['/sign-in', '/sign-in?refused=no-role-mapped', '/password-resets', '/password-resets/complete', '/password-resets/complete#token=abc', '/invitations/accept'])).toEqual([]);
});
