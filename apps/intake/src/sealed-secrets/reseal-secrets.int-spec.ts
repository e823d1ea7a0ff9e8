import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectorTestView, ConnectorView, IssuedWebhookSecret } from '@kairos/contracts';
import { SecretBox } from '@kairos/service-kit';
import type { Caller } from '@kairos/testing';
import { resealSecrets } from '../reseal-secrets.ts';
import { newConnector } from '../test/connector.builder.ts';
import { TestIntake } from '../test/intake-service.builder.ts';
import { MockApi } from '../test/mock-api.builder.ts';
import { webhookSecretPurpose } from '../webhook-endpoints/webhook-secrets.ts';

let intake: TestIntake;
let api: MockApi;
let caller: Caller;
const reseal = () => resealSecrets(intake.workerEnvironment(), 'the old key left the house');
const keys = (name: string) => join(intake.workerEnvironment()['SEALING_KEYS_DIR'] ?? '', name);
const stored = async () => (await intake.service.database.admin.query<{ text: string }>(`select sealed_secret as text from intake.connector where sealed_secret is not null union all select sealed_secrets::text from intake.webhook_endpoint`)).rows.map(({ text }) => text).join('\n');

beforeAll(async () => {
  intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0', DELIVERY_CONCURRENCY: '0' } });
  api = await MockApi.start();
});
afterAll(async () => {
  await intake?.stop();
  api?.stop();
});
beforeEach(async () => {
  caller = await intake.service.signIn(['intake.*', 'assets.plant.read']);
  await api.openTo(intake.service, caller);
});

describe('sealed secrets', () => {
  it('are sealed with a newer key, once, without a change of what they belong to; then the older key can go', async () => {
    const connector = (await caller.api.post('/api/v1/intake/connectors', newConnector(api.url)).expect(201)).body as ConnectorView;
    const { endpoint, secret } = (await caller.api.post('/api/v1/intake/webhook-endpoints', { title: 'Ours', url: api.url, eventTypes: ['assets.plant.*'] }).expect(201)).body as IssuedWebhookSecret;
    const other = await intake.service.signIn(['intake.connector.*']);
    await api.openTo(intake.service, other);
    await other.api.post('/api/v1/intake/connectors', newConnector(api.url)).expect(201);
    writeFileSync(keys('0002.box'), randomBytes(32).toString('base64'), { mode: 0o600 });
    expect(await reseal()).toEqual({ keyId: '0002', connectors: 2, webhookEndpoints: 1, unreadable: [] });
    expect(await stored()).not.toMatch(/0001\./);
    expect(await reseal()).toEqual({ keyId: '0002', connectors: 0, webhookEndpoints: 0, unreadable: [] });
    rmSync(keys('0001.box'));
    const shown: (string | undefined)[] = [];
    api.answer = ({ headers }, response) => {
      shown.push(headers.authorization);
      response.end('{}');
    };
    expect((await caller.api.post(`/api/v1/intake/connectors/${connector.id}/test`, {}).expect(200)).body as ConnectorTestView).toMatchObject({ passed: true });
    expect(shown).toContain('Bearer SECRET-of-the-connector');
    const [sealed] = (await intake.service.database.admin.query<{ sealed_secrets: { sealed: string }[] }>('select sealed_secrets from intake.webhook_endpoint where id = $1', [endpoint.id])).rows[0]?.sealed_secrets ?? [];
    expect(new SecretBox(keys('')).open(sealed?.sealed ?? '', webhookSecretPurpose(endpoint.id))).toBe(secret);
    expect((await caller.api.get(`/api/v1/intake/connectors/${connector.id}`).expect(200)).body).toMatchObject({ version: 1, secretSetAt: connector.secretSetAt });
    const trail = (await intake.service.outbox()).filter(({ data }) => JSON.stringify(data).includes('reseal-by-operator'));
    expect(trail.map(({ tenantid }) => tenantid).sort()).toEqual([caller.tenantId, other.tenantId].sort());
    expect(JSON.stringify(trail)).toContain('the old key left the house');
    expect(JSON.stringify(trail)).not.toContain('SECRET-of-the-connector');
  });

  it('whose key is gone stay as they are, are told of, and keep none of the others', async () => {
    const lost = (await caller.api.post('/api/v1/intake/connectors', newConnector(api.url)).expect(201)).body as ConnectorView;
    renameSync(keys('0002.box'), keys('0002.away'));
    writeFileSync(keys('0003.box'), randomBytes(32).toString('base64'), { mode: 0o600 });
    await caller.api.post('/api/v1/intake/connectors', newConnector(api.url, { name: 'young' })).expect(201);
    const before = await stored();
    const told = await reseal();
    expect(told.unreadable).toContain(`connector ${lost.id}`);
    expect([told.connectors, await stored()]).toEqual([0, before]);
    renameSync(keys('0002.away'), keys('0002.box'));
    expect(await reseal()).toMatchObject({ keyId: '0003', connectors: 3, webhookEndpoints: 1, unreadable: [] });
    expect(await stored()).not.toMatch(/000[12]\./);
  });
});
