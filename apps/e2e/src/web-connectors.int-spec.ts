import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { effectiveSettings, type ConnectorPage, type ConnectorView } from '@kairos/contracts';
import { tellTerms } from '@kairos/testing';
import { closeWindows, openBrowser } from './browser.ts';
import { Platform, type Member } from './platform.ts';
import { signedInWindow } from './signed-in-window.ts';

const base = '/api/v1/intake/connectors';
let platform: Platform;
let browser: Browser;
let admin: Member;
let other: Server;
let address: string;
let shown: (string | undefined)[] = [];

beforeAll(async () => {
  [platform, browser] = await Promise.all([Platform.start(), openBrowser()]);
  admin = await platform.foundTenant('aurora');
  await platform.knownEverywhere(admin);
  other = createServer(({ headers }, response) => {
    shown.push(headers['x-crm-key'] as string | undefined);
    response.writeHead(headers['x-crm-key'] === 'whispered' ? 200 : 401).end('{}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const place = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  address = `http://${place}/v1`;
  const hosts = { connectorInternalHosts: [place] };
  await tellTerms(platform.database, 'intake', admin.tenantId, { settings: effectiveSettings(hosts, hosts) });
});
afterEach(async () => {
  await closeWindows();
  shown = [];
});
afterAll(async () => {
  await browser?.close();
  other?.close();
  await platform?.stop();
});

const signedIn = (member = admin, looks?: Parameters<typeof signedInWindow>[3]) => signedInWindow(browser, platform.url('gateway'), member, looks);
const kept = async (name: string): Promise<ConnectorView> => {
  const found = ((await admin.at('intake').get(base).expect(200)).body as ConnectorPage).items.find((connector) => connector.name === name);
  if (!found) throw new Error(`There is no connector ${name}.`);
  return found;
};
const choose = async (page: Page, field: string, option: string) => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

it('is registered by hand: what is missing stands at its field, a place that is not asked is told, and then it answers', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/');
  await page.getByRole('link', { name: 'Connectors' }).click();
  await page.getByText('No connector yet').waitFor();
  await page.getByRole('link', { name: 'Register a connector' }).click();
  const register = page.getByRole('button', { name: 'Register a connector' });
  await page.getByRole('textbox', { name: 'Title' }).first().fill('Gestionale Città');
  await choose(page, 'Signs in by', 'An API key');
  await page.getByRole('textbox', { name: 'Name of the header or parameter' }).fill('X-Crm-Key');
  await page.getByLabel('API key', { exact: true }).fill('whispered');
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('plants');
  await page.getByRole('textbox', { name: 'Path' }).fill('/plants/{code}');
  await page.getByRole('textbox', { name: 'Name of field 1' }).fill('name');
  await page.getByRole('textbox', { name: /Template of the body/ }).fill('{');
  await register.click();
  await page.getByText('code must be a required field').waitFor();
  await page.getByText('This is no JSON.').waitFor();
  expect(await page.evaluate('document.activeElement.type')).toBe('url');

  await page.getByRole('textbox', { name: /Template of the body/ }).fill('{"label":"{name}"}');
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByRole('textbox', { name: 'Name of field 2' }).fill('code');
  await page.getByRole('checkbox', { name: 'Field 2 is required' }).check();
  await page.getByRole('button', { name: 'Rules of field 2' }).click();
  await page.getByRole('textbox', { name: 'Longest', exact: true }).fill('8');
  await page.getByRole('textbox', { name: 'Pattern of its text' }).fill('(a+');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://10.0.0.1/latest');
  await register.click();
  await page.getByText(/pattern is not taken/).waitFor();
  await page.getByRole('textbox', { name: 'Pattern of its text' }).fill('^[A-Z]+');
  await register.click();
  await page.getByText('This address is not asked').waitFor();
  await page.getByRole('alert').getByText('Only public addresses are asked.').waitFor();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(address);
  await register.click();
  await page.getByRole('heading', { name: 'Gestionale Città', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('row', { name: /Knows us\s+passed/ }).waitFor();
  expect(await kept('gestionale-citta')).toMatchObject({
    baseUrl: address, auth: { type: 'api-key', in: 'header', name: 'X-Crm-Key' }, policy: { attempts: 10, timeoutMs: 15_000 },
    endpoints: [{ name: 'plants', method: 'POST', path: '/plants/{code}', body: { label: '{name}' }, fields: [{ name: 'name', required: true }, { name: 'code', required: true, maxLength: 8, pattern: '^[A-Z]+' }] }],
  });
  expect(complaints).toEqual([]);
}, 90_000);

it('is changed with its secret left alone, tells who saves second, and keeps the secret from another place', async () => {
  const { page } = await signedIn();
  const before = await kept('gestionale-citta');
  await page.goto(`/connectors/${before.id}`);
  await page.getByRole('link', { name: 'Change…' }).click();
  await page.getByRole('textbox', { name: 'Attempts, the first included' }).fill('99');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('From 1 to 50').waitFor();
  await page.getByRole('textbox', { name: 'Attempts, the first included' }).fill('3');
  const fresh = await platform.signIn(admin.email, admin.password);
  const { name, title, baseUrl, headers, auth, endpoints, policy } = before;
  await fresh.at('intake').put(`${base}/${before.id}`, { name, title, baseUrl, headers, auth, endpoints, policy: { ...policy, concurrency: 7 } }).set('if-match', `"${before.version}"`).expect(200);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody changed this meanwhile').waitFor();
  await page.getByRole('button', { name: 'Put mine upon theirs' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Gestionale Città is saved.').waitFor();
  expect(await kept('gestionale-citta')).toMatchObject({ secretSetAt: before.secretSetAt, policy: { attempts: 3, concurrency: 7 } });
  await page.getByRole('link', { name: 'Change…' }).click();
  await page.getByText(/Left empty it stays/).waitFor();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(new URL(address).origin);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('API key', { exact: true }).and(page.locator('[aria-invalid=true]')).fill('whispered');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Gestionale Città', level: 1 }).waitFor();
  expect((await kept('gestionale-citta')).secretSetAt).not.toBe(before.secretSetAt);
}, 90_000);

const document = () => `openapi: 3.0.3
info: { title: Ricambi, version: '2' }
servers: [{ url: '${address}' }]
security: [{ key: [] }]
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Crm-Key } } }
paths:
  /orders:
    post: { operationId: placeOrder, summary: Places an order, requestBody: { content: { application/json: { schema: { type: object, required: [code], properties: { code: { type: string }, note: { type: string } } } } } } }
  /plants/{code}:
    put: { operationId: putPlant, parameters: [{ name: code, in: path, required: true, schema: { type: string } }], requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } } }
  /pictures:
    post: { operationId: uploadPicture, requestBody: { content: { multipart/form-data: { schema: { type: object } } } } }
`;

it('is made of the operations that are chosen in a document, and is given more of them later', async () => {
  const { page, complaints } = await signedIn();
  await page.goto('/connectors');
  await page.getByRole('link', { name: 'From an OpenAPI document' }).click();
  await page.getByRole('textbox', { name: 'Text of the document' }).fill('swagger: "2.0"\npaths: {}');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('alert').getByText('This document cannot be used').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'ricambi.yaml', mimeType: 'application/yaml', buffer: Buffer.from(document()) });
  await page.getByText('Ricambi 2, OpenAPI 3.0.3').waitFor();
  await page.getByText('2 of 3 operations can be used').waitFor();
  await page.getByRole('switch', { name: 'Show those that cannot be used too' }).check();
  await page.getByRole('row', { name: /POST \/pictures.*multipart/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Path, name or field' }).fill('order');
  await page.getByRole('row', { name: /pictures/ }).waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Choose POST /orders' }).check();
  await page.getByText('1 operation is chosen.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(address);
  await page.getByRole('button', { name: 'Register the connector' }).click();
  await page.getByLabel('API key', { exact: true }).and(page.locator('[aria-invalid=true]')).fill('whispered');
  await page.getByRole('button', { name: 'Register the connector' }).click();
  await page.getByRole('heading', { name: 'Ricambi', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('row', { name: /Knows us\s+passed/ }).waitFor();
  await page.getByRole('link', { name: 'From an OpenAPI document' }).click();
  await page.getByRole('textbox', { name: 'Text of the document' }).fill(document());
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
  await page.getByText('These endpoints give way to what is chosen: place-order.').waitFor();
  await page.getByRole('button', { name: 'Give it these endpoints' }).click();
  await page.getByText('Ricambi has 2 endpoints now.').waitFor();
  expect(await kept('ricambi')).toMatchObject({ auth: { type: 'api-key', name: 'X-Crm-Key' }, endpoints: [{ name: 'place-order' }, { name: 'put-plant', method: 'PUT', path: '/plants/{code}' }] });
  expect(complaints).toEqual([]);
}, 90_000);

it('is offered for changing to nobody who may only look, and says what is refused in the language of who reads', async () => {
  const reader = await platform.addMember(admin, ['intake.connector.read']);
  await platform.knownEverywhere(reader);
  const { page } = await signedIn(reader);
  await page.goto('/connectors');
  await page.getByRole('link', { name: 'Gestionale Città' }).click();
  await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
  expect(await page.getByRole('link', { name: /Change|Register|OpenAPI/ }).count()).toBe(0);
  await page.evaluate("localStorage.setItem('kairos.locale', 'it')");
  await page.goto('/webhooks');
  await page.getByRole('alert').getByText('Serve il permesso intake.webhook-endpoint.read.').waitFor();
}, 60_000);
