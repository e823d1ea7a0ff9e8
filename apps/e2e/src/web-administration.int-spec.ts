import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { AuditRecordPage, RolePage, RoleView } from '@kairos/contracts';
import type { Browser, Page } from 'playwright-core';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

let platform: Platform;
let browser: Browser;
let admin: Member;
let origin: string;
let plantId: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start({ AUDIT_SEAL_EVERY_MS: '500' }), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  const { body } = await admin.at('assets').post('/api/v1/assets/plants', { code: 'PV-1', name: 'Campo dei Fiori', type: 'Photovoltaic', capacityKw: '19' }).expect(201);
  plantId = (body as { plantId: string }).plantId;
  await admin.at('identity').post('/api/v1/identity/roles', { name: 'Gatekeeper', permissions: { grants: ['assets.plant.read'] } }).expect(201);
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const signedIn = (who: Pick<Member, 'email' | 'password'>, looks?: Parameters<typeof Window.open>[2]) => signedInWindow(browser, origin, who, looks);

const roleNamed = async (name: string): Promise<RoleView> => {
  const { body } = await admin.at('identity').get('/api/v1/identity/roles?limit=200').expect(200);
  const found = (body as RolePage).items.find((role) => role.name === name);
  if (!found) throw new Error(`There is no role ${name}.`);
  return found;
};

/** A sign-in is as good as a proof for five minutes; later, and in one's own session, it is asked for again. */
async function oldProof(page: Page, { userId }: Member): Promise<void> {
  await platform.database.admin.query(`update identity.session set authenticated_at = now() - interval '10 minutes' where user_id = $1`, [userId]);
  await page.reload();
}

it('makes a role, gives it a right after telling the difference, and finds the change in the audit trail, before and after', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('row', { name: /See plants/ }).first().waitFor();
  await page.getByRole('button', { name: 'Create a role' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Night watch');
  await page.getByRole('dialog').getByRole('button', { name: 'Create a role' }).click();
  await page.getByRole('heading', { name: 'Night watch', level: 1 }).waitFor();
  await page.getByRole('checkbox', { name: 'See plants', exact: true }).check();
  const difference = page.getByRole('region', { name: 'What changes for everyone who has this role' });
  await difference.getByText('Will be allowed: 1').waitFor();
  await difference.getByText('Nobody has it.').waitFor();
  await difference.getByRole('textbox', { name: 'Reason of the change' }).fill('They walk the fields at night');
  await difference.getByRole('button', { name: 'Save the role' }).click();
  await page.getByText('The role Night watch is saved, for everyone who has it.').waitFor();
  expect((await roleNamed('Night watch')).permissions.grants).toEqual(['assets.plant.read']);

  await page.getByRole('link', { name: 'In the audit trail' }).click();
  await page.getByRole('link', { name: /Redefine role.*Night watch/ }).click();
  const record = page.getByRole('dialog');
  await record.getByText('They walk the fields at night').waitFor();
  await record.getByRole('row', { name: /assets\.plant\.read/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('record')).not.toBeNull();
  expect(complaints).toEqual([]);
});

it('asks who it is before something dangerous when the last proof is old, refuses a wrong one, and then does it', async () => {
  const window = await signedIn(admin);
  await window.page.goto('/');
  const { page } = window;
  await oldProof(page, admin);
  await page.goto('/roles');
  await page.getByRole('button', { name: 'Create a role' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Day watch');
  await page.getByRole('dialog').getByRole('button', { name: 'Create a role' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.locator('input[name=proof-password]').fill('not the password');
  await proof.getByRole('button', { name: 'Confirm' }).click();
  await proof.getByRole('alert').getByText('This does not prove who you are.').waitFor();
  await proof.locator('input[name=proof-password]').fill(admin.password);
  await proof.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Day watch', level: 1 }).waitFor();
  expect(window.complaints).toEqual([]);
});

it('tells whoever saves second that somebody changed the role, and puts their change upon the other', async () => {
  const { page } = await signedIn(admin);
  const { id, name, version, permissions } = await roleNamed('Gatekeeper');
  await page.goto(`/roles/${id}`);
  await page.getByRole('checkbox', { name: 'See the components of plants' }).check();
  const fresh = await platform.signIn(admin.email, admin.password);
  await fresh.at('identity').put(`/api/v1/identity/roles/${id}`, { name, permissions: { ...permissions, grants: [...permissions.grants, 'assets.reading.read'] } }).set('if-match', `"${version}"`).expect(200);
  await page.getByRole('button', { name: 'Save the role' }).click();
  await page.getByText('Somebody changed this meanwhile').waitFor();
  expect(await page.getByRole('button', { name: 'Save the role' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Put mine upon theirs' }).click();
  await page.getByRole('button', { name: 'Save the role' }).click();
  await page.getByText('The role Gatekeeper is saved, for everyone who has it.').waitFor();
  expect([...(await roleNamed('Gatekeeper')).permissions.grants].sort()).toEqual(['assets.component.read', 'assets.plant.read', 'assets.reading.read']);
});

it('copies a built-in role, which itself offers no change', async () => {
  const { page } = await signedIn(admin);
  const viewer = await roleNamed('Viewer');
  await page.goto(`/roles/${viewer.id}`);
  expect(await page.getByRole('checkbox', { name: 'See plants', exact: true }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('heading', { name: 'Copy of Viewer', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The role Copy of Viewer is deleted.').waitFor();
});

it('invites somebody with roles and plants, takes the invitation back, and refuses what is no address', async () => {
  const { page } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('nobody');
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await dialog.getByText('This is no e-mail address.').waitFor();
  await dialog.getByText('Give at least one role.').waitFor();
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('olga@example.org');
  await dialog.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Operator' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('radio', { name: 'These plants' }).check();
  await dialog.getByRole('combobox', { name: 'Add a plant' }).fill('fiori');
  await page.getByRole('option', { name: 'Campo dei Fiori' }).click();
  await dialog.getByRole('button', { name: 'Remove Campo dei Fiori' }).waitFor();
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('olga@example.org is invited.').waitFor();
  await page.getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('row', { name: /olga@example.org.*waiting.*1 plant/ }).waitFor();
  await page.getByRole('button', { name: 'Withdraw the invitation of olga@example.org' }).click();
  await page.getByRole('row', { name: /olga@example.org.*withdrawn/ }).waitFor();
});

it('suspends somebody, whose session ends with it, gives the access back, and unlocks an account', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read']);
  const { page } = await signedIn(admin);
  await page.goto(`/users/${member.userId}`);
  await page.getByRole('row', { name: /127\.0\.0\.1/ }).first().waitFor();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('suspended', { exact: true }).waitFor();
  await member.at('gateway').get('/api/v1/identity/me').expect(401);
  await page.getByRole('button', { name: 'Give access back' }).click();
  await page.getByRole('button', { name: 'Suspend' }).waitFor();
  for (const status of [401, 401, 401, 401, 401, 429]) await member.at('gateway').post('/api/v1/identity/sessions', { email: member.email, password: 'wrong' }).expect(status);
  await page.reload();
  await page.getByText('locked', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('active', { exact: true }).waitFor();
  await platform.signIn(member.email, member.password);
});

it('changes what somebody may do, telling what they gain and lose; nobody changes their own', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read']);
  const { page } = await signedIn(admin);
  await page.goto(`/users/${member.userId}`);
  await page.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Operator' }).click();
  await page.keyboard.press('Escape');
  await page.getByText(/Will be allowed: \d+/).waitFor();
  await page.getByRole('button', { name: 'Save access' }).click();
  await page.getByText(/The access of Member .* is changed\./).waitFor();
  await page.goto(`/users/${admin.userId}`);
  await page.getByText('Nobody changes their own access: ask another administrator.').waitFor();
  expect(await page.getByRole('button', { name: /Suspend|Save access/ }).count()).toBe(0);
});

it('explains why somebody may do something, and which role would let them', async () => {
  const member = await platform.addMember(admin, ['assets.plant.read'], { plants: [] });
  const { page } = await signedIn(admin);
  await page.goto(`/roles/explain?userId=${member.userId}&permission=assets.plant.read&plantId=${plantId}`);
  await page.getByText('A role gives it, but not for this plant.').waitFor();
  await page.goto(`/roles/explain?userId=${member.userId}&permission=identity.user.manage`);
  await page.getByText('None of their roles gives it.').waitFor();
  await page.getByRole('link', { name: /kronos\/Admin, through \*/ }).waitFor();
  await page.goto(`/roles/explain?userId=${member.userId}&permission=assets.plant.read`);
  await page.getByText('They may.').waitFor();
});

it('verifies the whole chain in the browser and says how far its seals confirm it; then finds the record that was changed', async () => {
  const { page } = await signedIn(admin);
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await page.getByRole('link', { name: 'Verify' }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('The chain is whole').waitFor();
  await page.getByText(/each fits its hash and follows the one before/).waitFor();
  await page.getByText(/confirm it up to place/).waitFor();
  await platform.database.admin.query('update identity.audit_record set count = count + 1 where tenant_id = $1 and sequence = 4', [admin.tenantId]);
  await page.getByRole('button', { name: 'Verify again' }).click();
  await page.getByText('Place 4: the record does not fit its hash').waitFor();
});

it('shows each main role its own rooms; what it may not do is absent, and refused by the API', async () => {
  const rooms: [string, string[], string[], string[]][] = [
    ['Asset Manager', ['Plants', 'People', 'Roles', 'Changes to approve'], ['Audit trail'], ['/api/v1/identity/audit-records']],
    ['Operator', ['Plants', 'Tasks'], ['People', 'Roles', 'Audit trail', 'Changes to approve'], ['/api/v1/identity/users', '/api/v1/identity/roles', '/api/v1/identity/audit-records']],
    ['Plant Owner', ['Plants', 'Deadlines'], ['People', 'Roles', 'Audit trail'], ['/api/v1/identity/users', '/api/v1/identity/audit-records']],
    ['Security officer', ['People', 'Roles', 'Audit trail'], ['Plants', 'Deadlines', 'Tasks'], ['/api/v1/assets/plants']],
  ];
  const fresh = await platform.signIn(admin.email, admin.password);
  await fresh.at('identity').post('/api/v1/identity/roles', { name: 'Security officer', permissions: { grants: ['identity.user.read', 'identity.role.read', 'identity.audit.read', 'identity.audit.export'] } }).expect(201);
  for (const [name, open, closed, refused] of rooms) {
    const { id } = await roleNamed(name);
    const [email, password] = [`${name.toLowerCase().replaceAll(' ', '-')}@example.org`, 'otters of the wide river'];
    await fresh.at('identity').post('/api/v1/identity/users', { email, displayName: name, password, roleIds: [id], rowScope: { plants: 'all' } }).expect(201);
    const member = await platform.signIn(email, password);
    const { page } = await signedIn(member);
    await page.goto('/');
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    for (const room of open) await navigation.getByRole('link', { name: room, exact: true }).waitFor();
    for (const room of closed) expect({ name, room, links: await navigation.getByRole('link', { name: room, exact: true }).count() }).toEqual({ name, room, links: 0 });
    for (const path of refused) await member.at('gateway').get(path).expect(403);
    if (open.includes('People')) {
      await page.goto('/users');
      await page.getByRole('link', { name: 'Security officer' }).or(page.getByRole('link', { name: 'Asset Manager' })).first().waitFor();
      expect(await page.getByRole('button', { name: 'Invite somebody' }).count()).toBe(0);
    }
    await page.context().close();
  }
});

it('keeps filters of the audit trail in the address, and finds a refused sign-in', async () => {
  await admin.at('gateway').post('/api/v1/identity/sessions', { email: admin.email, password: 'wrong' }).expect(401);
  const { page } = await signedIn(admin);
  await page.goto('/audit');
  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Plants', exact: true }).click();
  await page.waitForURL(/category=plant/);
  await page.getByRole('link', { name: /Register plant/ }).waitFor();
  const { body } = await admin.at('identity').get('/api/v1/identity/audit-records?category=plant').expect(200);
  expect((body as AuditRecordPage).items.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.waitForURL((url) => !url.search.includes('category'));
});
