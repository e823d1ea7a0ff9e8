import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { effectiveSettings, type ConnectorView, type DeliveryPage, type ImportJobView, type SourceFileView } from '@kairos/contracts';
import { eventually, tellTerms } from '@kairos/testing';
import { closeWindows, openBrowser, type Window } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const base = '/api/v1/intake';
type Asked = { url: string; headers: Record<string, unknown>; body: string };

let platform: Platform;
let browser: Browser;
let admin: Member;
let other: Server;
let place: string;
let connector: ConnectorView;
let asked: Asked[] = [];
let answers = 200;

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  other = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers, { 'content-type': 'application/json' }).end(answers === 200 ? '{"ok":true}' : '{"error":"no such plant"}');
    });
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  place = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const hosts = { connectorInternalHosts: [place] };
  await tellTerms(platform.database, 'intake', admin.tenantId, { settings: effectiveSettings(hosts, hosts) });
  connector = await registered();
});
beforeEach(() => {
  asked = [];
  answers = 200;
});
afterEach(closeWindows);
afterAll(async () => {
  await browser?.close();
  other?.close();
  await platform?.stop();
});

const signedIn = (looks?: Parameters<typeof signedInWindow>[3], member = admin): Promise<Window> => signedInWindow(browser, platform.url('gateway'), member, looks);

/** Somebody's API that takes plants, and a recipe for it. */
async function registered(): Promise<ConnectorView> {
  const fields = [{ name: 'code', type: 'string', required: true }, { name: 'name', type: 'string' }];
  const body = { name: 'gestionale', title: 'Gestionale', baseUrl: `http://${place}/v1`, auth: { type: 'bearer' }, secret: 'whispered', endpoints: [{ name: 'plants', method: 'POST', path: '/plants', fields }], policy: { attempts: 1 } };
  const made = (await admin.at('intake').post(`${base}/connectors`, body).expect(201)).body as ConnectorView;
  const recipe = {
    format: 'kairos.recipe.v2', name: 'verso-gestionale', title: 'Verso il gestionale', target: 'connector', connector: { name: 'gestionale', endpoint: 'plants' }, naturalKey: ['code'],
    fields: [{ target: 'code', from: 'Codice', as: 'text', required: true }, { target: 'name', from: 'Nome', as: 'text' }],
  };
  await admin.at('intake').post(`${base}/recipes`, recipe).expect(201);
  return made;
}

/** Imports rows into the other API; each becomes a delivery. */
async function delivering(...codes: string[]): Promise<ImportJobView> {
  const content = ['Codice,Nome', ...codes.map((code) => `${code},Impianto ${code}`), ''].join('\n');
  const { id: sourceFileId } = (await admin.at('intake').post(`${base}/source-files?fileName=${codes[0]}.csv`).set('content-type', 'text/csv').send(content as unknown as object).expect(201)).body as SourceFileView;
  return (await admin.at('intake').post(`${base}/import-jobs`, { sourceFileId, recipe: { name: 'verso-gestionale' }, mode: 'apply' }).expect(202)).body as ImportJobView;
}

const counted = (status: string) =>
  eventually(async () => ((await admin.at('intake').get(`${base}/deliveries?status=${status}&connectorId=${connector.id}`).expect(200)).body as DeliveryPage).items, (items) => items.length > 0, 20_000);

it('tells of a connector whether it works, tries it step by step, and shows what its deliveries came to', async () => {
  await delivering('CN-1', 'CN-2');
  await counted('delivered');
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Connectors' }).click();
  await page.getByRole('row', { name: /Gestionale.*Active.*Works/ }).waitFor();
  await page.getByRole('link', { name: 'Gestionale' }).click();
  await page.getByRole('combobox', { name: 'Endpoint to look at too' }).click();
  await page.getByRole('option', { name: 'plants' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('row', { name: /Reached\s+passed/ }).waitFor();
  await page.getByRole('link', { name: 'Its deliveries' }).click();
  await page.getByText('0 waiting, 2 delivered, 0 dead, 0 given up').waitFor();
  expect(complaints).toEqual([]);
}, 60_000);

it('shows of a delivery that was refused every answer, and sends it again once the other side is well', async () => {
  answers = 422;
  await delivering('DL-1');
  await counted('dead');
  const { page } = await signedIn();
  await page.goto('/deliveries?status=dead');
  await page.getByRole('button', { name: 'plants' }).first().click();
  const drawer = page.getByRole('dialog', { name: /^Delivery of/ });
  await drawer.getByRole('row', { name: /refused.*422.*no such plant/ }).waitFor();
  await drawer.getByText('"Impianto DL-1"').waitFor();
  answers = 200;
  await drawer.getByRole('button', { name: 'Send it again' }).click();
  await drawer.getByRole('row', { name: /delivered.*200/ }).waitFor();
  expect(asked.map(({ headers }) => headers['idempotency-key']).every((key, _, [first]) => key === first)).toBe(true);
}, 60_000);

it('holds back what waits for a connector that is switched off, gives it up, and replays what is dead as one', async () => {
  answers = 422;
  await delivering('BK-1', 'BK-2', 'BK-3');
  await eventually(async () => (await counted('dead')).length, (dead) => dead >= 3, 20_000);
  const { page } = await signedIn();
  await page.goto(`/connectors/${connector.id}`);
  answers = 200;
  await page.getByRole('button', { name: 'Send 3 dead ones again' }).click();
  await page.getByText('3 deliveries are sent again.').waitFor();
  await page.getByText(/0 waiting · \d+ delivered · 0 dead/).waitFor();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('It delivers nothing until it is switched on; what waits stays.').waitFor();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByText('It delivers again.').waitFor();
}, 60_000);

it('registers a webhook endpoint, shows its secret once, sends it a signed message, and keeps every answer', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByText('Nobody is told of anything yet').waitFor();
  await page.getByRole('button', { name: 'Register an endpoint' }).first().click();
  const form = page.getByRole('dialog', { name: 'Register an endpoint' });
  await form.getByRole('button', { name: 'Register an endpoint' }).click();
  await form.getByText('Choose at least one.').waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('Sala controllo');
  await form.getByRole('textbox', { name: 'Address' }).fill(`http://${place}/hooks`);
  await form.getByRole('combobox', { name: 'Told of' }).fill('all of assets.plant');
  await page.getByRole('option', { name: 'all of assets.plant', exact: true }).click();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Register an endpoint' }).click();
  const secret = page.getByRole('dialog', { name: 'The secret, shown this once' });
  expect(await secret.getByText(/^whsec_/).innerText()).toMatch(/^whsec_[A-Za-z0-9+/=]{30,}$/);
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('heading', { name: 'Sala controllo', level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sala controllo', level: 1 }).waitFor();
  expect(await page.getByText(/whsec_/).count()).toBe(0);
  await page.getByRole('button', { name: 'Send a test message' }).click();
  const log = page.getByRole('region', { name: 'Messages' }).first();
  await log.getByText('Delivered').waitFor();
  expect(asked[0]?.headers).toMatchObject({ 'webhook-id': expect.any(String), 'webhook-signature': expect.stringMatching(/^v1/) });
  await log.getByRole('button', { name: /^Send again: kairos\.ping/ }).click();
  await eventually(() => Promise.resolve(asked.length), (count) => count === 2, 15_000);
  await page.getByRole('button', { name: 'Make another secret…' }).click();
  await page.getByRole('dialog', { name: 'Make another secret' }).getByRole('button', { name: 'Make another secret' }).click();
  await page.getByRole('dialog', { name: 'The secret, shown this once' }).getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText(/since .* until/).waitFor();
  expect(complaints).toEqual([]);
}, 60_000);

it('offers no secrets and no commands to who may only look', async () => {
  const reader = await platform.addMember(admin, ['intake.connector.read', 'intake.delivery.read', 'intake.webhook-endpoint.read']);
  await platform.knownEverywhere(reader);
  const { page } = await signedIn({}, reader);
  await page.goto(`/connectors/${connector.id}`);
  await page.getByRole('heading', { name: 'Gestionale', level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
  expect(await page.getByRole('button', { name: /Switch|Try|Send/ }).count()).toBe(0);
  await page.goto('/webhooks');
  await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor();
  expect(await page.getByRole('button', { name: 'Register an endpoint' }).count()).toBe(0);
}, 60_000);
