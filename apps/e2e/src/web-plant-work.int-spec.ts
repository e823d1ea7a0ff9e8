import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { DeadlinePage, WorkflowDetail } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const plants = '/api/v1/assets/plants';

let platform: Platform;
let browser: Browser;
let admin: Member;
let reader: Member;
let origin: string;
let plantId: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  origin = platform.url('gateway');
  admin = await platform.foundTenant('aurora');
  reader = await platform.addMember(admin, ['assets.plant.read', 'assets.component.read', 'assets.maintenance.read', 'assets.reading.read', 'assets.performance.read']);
  await platform.knownEverywhere(admin);
  await platform.knownEverywhere(reader);
  plantId = await registered('PV-1', 'Campo Grande');
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

async function registered(code: string, name: string): Promise<string> {
  const { body } = await admin.at('assets').post(plants, { code, name, type: 'Photovoltaic', capacityKw: '998.5', municipality: 'Foggia', province: 'FG', region: 'Puglia', commissionedOn: '2021-06-01' }).expect(201);
  return (body as { plantId: string }).plantId;
}

const signedIn = (member: Member): Promise<Window> => signedInWindow(browser, origin, member);

it('shows on the plant what is due of it and which workflows it goes through, leads there, and to the start of another one', async () => {
  const deadlines = async () => (await admin.at('workflows').get(`/api/v1/workflows/deadlines?plantId=${plantId}&status=open`)).body as DeadlinePage;
  const [first] = (await eventually(deadlines, ({ items }) => items.length > 0)).items;
  const { body: workflow } = await admin.at('workflows').post('/api/v1/workflows/workflows', { plantId, templateId: 'standard-design', name: 'Design of the field' }).expect(201);
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}`);
  const due = page.getByRole('region', { name: 'Deadlines' });
  await due.getByRole('link', { name: first?.obligation.title.en ?? '' }).first().waitFor();
  await due.getByText(/\d+ open/).waitFor();
  await due.getByRole('link', { name: 'All deadlines' }).click();
  await page.waitForURL((url) => url.pathname === '/deadlines' && url.searchParams.get('plantId') === plantId);
  await page.goBack();
  const under = page.getByRole('region', { name: 'Workflows' });
  await under.getByText('In progress').or(under.getByText('Active')).first().waitFor();
  await under.getByRole('link', { name: 'Start a workflow' }).click();
  await page.getByRole('dialog', { name: 'Start a workflow' }).waitFor();
  await page.goBack();
  await under.getByRole('link', { name: 'Design of the field' }).click();
  await page.waitForURL(`**/workflows/${(workflow as WorkflowDetail).id}`);
  expect(complaints).toEqual([]);
});

it('keeps duties from those who may not read them', async () => {
  const { page } = await signedIn(reader);
  await page.goto(`/plants/${plantId}`);
  await page.getByRole('region', { name: 'Facts' }).waitFor();
  expect(await page.getByRole('region', { name: /Deadlines|Workflows/ }).count()).toBe(0);
});

it('fills in the registry card where it is read: a wrong tax code is explained, a right one is kept with its reason', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}`);
  const card = page.getByRole('region', { name: 'Registry card' });
  await card.getByRole('button', { name: 'Fill in: Registry card' }).click();
  const taxCode = card.getByRole('textbox', { name: 'Tax code of the owner' });
  await taxCode.fill('00743110158');
  await taxCode.blur();
  await card.getByText('Its check character is 8, where 7 belongs: it or another one is wrong').waitFor();
  await card.getByRole('button', { name: 'Save' }).click();
  await card.getByText('One field needs another look.').waitFor();
  await taxCode.fill('00743110157');
  await card.getByRole('textbox', { name: 'Area' }).fill('12500,5');
  await card.getByRole('textbox', { name: 'Technical details' }).fill('tilt = 30\nazimuth = south');
  await card.getByRole('textbox', { name: 'Reason of the change' }).fill('As in the deed');
  await card.getByRole('button', { name: 'Save' }).click();
  await card.getByText('12,500.5 m²').waitFor();
  expect((await admin.at('assets').get(`${plants}/${plantId}/registry-card`)).body).toMatchObject({ ownerTaxCode: '00743110157', areaM2: '12500.5', technicalDetails: { tilt: 30, azimuth: 'south' } });
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText('Reason: As in the deed').waitFor();
  expect(complaints).toEqual([]);
});

it('changes a record of an authority, and puts mine upon what somebody else saved meanwhile', async () => {
  const record = `${plants}/${plantId}/authority-records/gse`;
  const { page } = await signedIn(admin);
  await page.goto(`/plants/${plantId}`);
  const gse = page.getByRole('region', { name: 'GSE' });
  await gse.getByRole('button', { name: 'Fill in: GSE' }).click();
  await gse.getByRole('textbox', { name: 'IBAN' }).fill('IT60X0542811101000000123457');
  await gse.getByRole('textbox', { name: 'IBAN' }).blur();
  await gse.getByText('Country, 2 check digits and account, which fit each other').waitFor();
  await gse.getByRole('textbox', { name: 'IBAN' }).fill('IT60X0542811101000000123456');
  await gse.getByRole('combobox', { name: 'Agreement type' }).click();
  await page.getByRole('option', { name: 'RID, dedicated withdrawal' }).click();
  await admin.at('assets').patch(record, { conventionNumber: 'RID-2026-1' }).set('if-match', '"0"').expect(200);
  await gse.getByRole('button', { name: 'Save' }).click();
  await gse.getByRole('button', { name: 'Put mine upon theirs' }).click();
  expect(await gse.getByRole('textbox', { name: 'Agreement number' }).inputValue()).toBe('RID-2026-1');
  await gse.getByRole('button', { name: 'Save' }).click();
  await gse.getByText('RID-2026-1').waitFor();
  expect((await admin.at('assets').get(record)).body).toMatchObject({ conventionNumber: 'RID-2026-1', conventionType: 'RID', iban: 'IT60X0542811101000000123456', version: 2 });
});

it('offers no form to those who may only read', async () => {
  const { page } = await signedIn(reader);
  await page.goto(`/plants/${plantId}`);
  await page.getByRole('region', { name: 'Registry card' }).getByText('12,500.5 m²').waitFor();
  expect(await page.getByRole('button', { name: /^Edit|Fill in/ }).count()).toBe(0);
});

it('adds a component, says what a second one with its code lacks, moves it with a way back, and takes it out', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}?section=components`);
  const add = async (kind: string, code: string, name: string) => {
    await page.getByRole('button', { name: 'Add a component' }).click();
    const form = page.getByRole('dialog', { name: 'Add a component' });
    await form.getByRole('textbox', { name: 'Code' }).fill(code);
    await form.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: kind, exact: true }).click();
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    return form;
  };
  const first = await add('Switchgear', 'SG-1', 'Quadro MT');
  await first.getByRole('textbox', { name: 'Mass of SF₆' }).fill('heavy');
  await first.getByRole('textbox', { name: 'Manufacturer' }).fill('ABB');
  await first.getByRole('textbox', { name: 'Serial number' }).fill('X-77');
  await first.getByRole('textbox', { name: 'Warranty ends on' }).fill('2020-01-31');
  await first.getByText('Kilograms with at most 3 decimals, such as 1.25').waitFor();
  await first.getByRole('textbox', { name: 'Mass of SF₆' }).fill('1,25');
  await first.getByRole('button', { name: 'Register' }).click();
  await page.getByText('ABB · X-77 · SF₆ 1.25 kg · warranty ended 31 Jan 2020').waitFor();

  const second = await add('Inverter', 'SG-1', 'Inverter nord');
  expect(await second.getByRole('textbox', { name: 'Mass of SF₆' }).count()).toBe(0);
  await second.getByRole('button', { name: 'Register' }).click();
  await second.getByText('is taken by another component of the plant').waitFor();
  await second.getByRole('textbox', { name: 'Code' }).fill('INV-1');
  await second.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('link', { name: 'Inverter nord' }).click();

  const drawer = page.getByRole('dialog', { name: 'Inverter nord' });
  await drawer.getByRole('combobox', { name: 'Part of' }).click();
  await page.getByRole('option', { name: 'Quadro MT (SG-1)' }).click();
  await page.getByText('Inverter nord is now part of Quadro MT (SG-1).').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Inverter nord is back where it was.').waitFor();
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer.getByRole('textbox', { name: 'Rated power' }).fill('250');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('250 kW').waitFor();
  await drawer.getByRole('button', { name: 'Take out…' }).click();
  const sure = page.getByRole('dialog', { name: 'Take Inverter nord out of the plant' });
  await sure.getByRole('textbox', { name: 'Taken out on' }).fill('2999-01-01');
  await sure.getByRole('button', { name: 'Take out' }).click();
  await sure.getByRole('alert').waitFor();
  await sure.getByRole('textbox', { name: 'Taken out on' }).fill('2024-05-06');
  await sure.getByRole('button', { name: 'Take out' }).click();
  await page.getByRole('table', { name: 'Taken out' }).getByText('6 May 2024').waitFor();
  expect(complaints).toEqual([]);
});

it('plans maintenance, cancels it with a way back, and marks it as done with its cost and the day it is due again', async () => {
  const { page, complaints } = await signedIn(admin);
  await page.goto(`/plants/${plantId}?section=maintenance`);
  await page.getByRole('button', { name: 'Plan maintenance' }).click();
  const form = page.getByRole('dialog', { name: 'Plan maintenance' });
  await form.getByRole('button', { name: 'Plan maintenance' }).click();
  await form.getByText('2 fields need another look.').waitFor();
  await form.getByRole('textbox', { name: 'What' }).fill('Pulizia moduli');
  await form.getByRole('textbox', { name: 'Planned for' }).fill('2026-03-01');
  await form.getByRole('textbox', { name: 'Estimated cost' }).fill('850');
  await form.getByRole('button', { name: 'Plan maintenance' }).click();
  await page.getByRole('link', { name: 'Pulizia moduli' }).click();
  const drawer = page.getByRole('dialog', { name: 'Pulizia moduli' });
  await drawer.getByRole('button', { name: 'Cancel it' }).click();
  await drawer.getByRole('button', { name: 'Plan it again' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await drawer.getByRole('button', { name: 'Mark as done…' }).click();
  const done = page.getByRole('dialog', { name: 'Mark “Pulizia moduli” as done' });
  await done.getByRole('textbox', { name: 'Done on' }).fill('2026-03-02');
  await done.getByRole('textbox', { name: 'Actual cost' }).fill('912,40');
  await done.getByRole('textbox', { name: 'Due again on' }).fill('2026-01-01');
  await done.getByRole('button', { name: 'Mark as done' }).click();
  await done.getByText('must lie after 2026-03-02').first().waitFor();
  await done.getByRole('textbox', { name: 'Due again on' }).fill('2027-03-01');
  await done.getByRole('button', { name: 'Mark as done' }).click();
  await drawer.getByText('€912.40').waitFor();
  expect(await drawer.getByRole('button', { name: /Mark as done|Cancel it/ }).count()).toBe(0);
  expect((await admin.at('assets').get(`${plants}/${plantId}/maintenance`)).body).toMatchObject({ items: [{ status: 'Completed', doneOn: '2026-03-02', nextOn: '2027-03-01', actualCostEur: '912.4' }] });
  expect(complaints).toEqual([]);
});
