import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { IdentityProviderPage, IdentityProviderView } from '@kairos/contracts';
import { issuerClient, OidcIssuer } from '@kairos/testing/oidc';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const path = '/api/v1/identity/identity-providers';
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
  await platform.database.admin.query(`update identity.tenant set email_domains = '{aurora.example}' where id = $1`, [admin.tenantId]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await issuer?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, origin, who, looks);
const kept = async (): Promise<IdentityProviderView> => {
  const [provider] = ((await admin.at('identity').get(path).expect(200)).body as IdentityProviderPage).items;
  if (!provider) throw new Error('There is no provider.');
  return provider;
};

async function chooseRole(page: Page, field: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).or(page.getByRole('textbox', { name: field })).first().click();
  await page.getByRole('option', { name: role, exact: true }).first().click();
}

it('is added once its issuer answered, says what to register there, tries its rules and then signs somebody in', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Organisation', exact: true }).click();
  await page.getByRole('link', { name: 'Identity providers' }).click();
  await page.getByText('Nobody signs in from outside yet').waitFor();
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByText('At least one domain, such as example.org').waitFor();
  await page.getByText('An https address without query, such as https://login.example.org').waitFor();

  await page.getByRole('textbox', { name: 'Name on the sign-in page' }).fill('Keycloak');
  await page.getByRole('textbox', { name: 'Issuer' }).fill('http://127.0.0.1:9');
  await page.getByRole('textbox', { name: 'Client id' }).fill(issuerClient.clientId);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(issuerClient.clientSecret);
  await page.getByRole('combobox', { name: 'E-mail domains' }).fill('aurora.example');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: /gets an account at the first sign-in/ }).check();
  await page.getByText('Scopes and claims').click();
  await page.getByRole('textbox', { name: 'Claim that holds roles or groups' }).fill('realm_access.roles');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByText('Each rule needs a value and a role.').waitFor();
  await page.getByRole('textbox', { name: 'Value of the claim, rule 1' }).fill('operat*');
  await chooseRole(page, 'Role, rule 1', 'Operator');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByRole('alert').getByText(/^This issuer/).waitFor();

  await page.getByRole('textbox', { name: 'Issuer' }).fill(issuer.url);
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByRole('heading', { name: 'Keycloak', level: 1 }).waitFor();
  const provider = await kept();
  await page.getByText(`${origin}${provider.callbackPath}`).waitFor();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByRole('status').getByText('Gets Operator.').waitFor();
  await page.getByRole('textbox', { name: 'Claims as JSON' }).fill('no claims');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('This is no JSON object.').waitFor();
  expect(complaints).toEqual([]);

  issuer.returnsTo(`${origin}${provider.callbackPath}`);
  const door = await Window.open(browser, origin);
  const enter = async () => {
    await door.page.goto('/sign-in');
    await door.page.locator('input[name=email]').fill('ada@aurora.example');
    await door.page.getByRole('link', { name: 'Continue with Keycloak' }).click();
  };
  issuer.signsIn('ada', { email: 'ada@aurora.example', email_verified: true, name: 'Ada Rossi', realm_access: { roles: ['visitors'] } });
  await enter();
  await door.page.getByRole('alert').getByText(/gives you a role here/).waitFor();
  issuer.signsIn('ada', { email: 'ada@aurora.example', email_verified: true, name: 'Ada Rossi', realm_access: { roles: ['operators'] } });
  await enter();
  await door.page.getByRole('heading', { name: 'Today' }).waitFor();
});

it('keeps its secret when something else is changed, and tells whoever saves second', async () => {
  const { page } = await signedIn(admin);
  const { id, clientSecretSetAt, version } = await kept();
  await page.goto(`/identity-providers/${id}`);
  await page.getByRole('textbox', { name: 'Name on the sign-in page' }).fill('Aurora account');
  const fresh = await platform.signIn(admin.email, admin.password);
  const { label, issuer: address, clientId, scopes, claims, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope } = await kept();
  await fresh.at('identity').put(`${path}/${id}`, { label, issuer: address, clientId, scopes, claims, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope, enabled: false }).set('if-match', `"${version}"`).expect(200);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody changed this meanwhile').waitFor();
  await page.getByRole('button', { name: 'Put mine upon theirs' }).click();
  await page.getByRole('textbox', { name: 'Reason of the change' }).fill('It is called so at work');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Aurora account is saved.').waitFor();
  expect(await kept()).toMatchObject({ label: 'Aurora account', enabled: false, clientSecretSetAt });
  await page.getByRole('link', { name: 'All providers' }).click();
  await page.getByRole('row', { name: /Aurora account.*switched off/ }).waitFor();
});

it('is removed after being asked once more, and is shown to nobody without the right', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/identity-providers/${(await kept()).id}`);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog', { name: 'Remove Aurora account?' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Aurora account is removed.').waitFor();
  await page.getByText('Nobody signs in from outside yet').waitFor();
  expect(complaints).toEqual([]);
  const other = await signedIn(await platform.addMember(admin, ['identity.tenant.read']));
  await other.page.goto('/');
  await other.page.getByRole('link', { name: 'Organisation', exact: true }).click();
  await other.page.getByRole('heading', { name: 'aurora', level: 1 }).waitFor();
  expect(await other.page.getByRole('link', { name: 'Identity providers' }).count()).toBe(0);
  await other.page.goto('/identity-providers');
  await other.page.getByRole('alert').getByText('This could not be read').waitFor();
});
