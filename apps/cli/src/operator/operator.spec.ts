import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOperator } from './operator.ts';

const home = mkdtempSync(join(tmpdir(), 'kairos-operator-'));
const nats = { servers: 'nats://127.0.0.1:4222', user: 'admin', password: 's3cret' };
writeFileSync(join(home, 'operator.json'), JSON.stringify({ gatewayUrl: 'http://127.0.0.1:4000', databaseUrl: 'postgres://postgres:s3cret@127.0.0.1/kairos', ownerUrls: {}, nats }));
afterAll(() => rmSync(home, { recursive: true }));

const environment = { DATABASE_ADMIN_URL: 'postgres://admin:pw@db/kairos', NATS_URL: 'nats://nats', KAIROS_NATS_ADMIN: 'pw', KAIROS_POSTGRES_ASSETS_OWNER: 'o:wn/er', SIGNING_KEYS_DIR: '/keys' };

describe("the operator's access", () => {
  it('is read from the folder of a stack', () => {
    expect(readOperator(home, 'nowhere', environment)).toMatchObject({ home, gatewayUrl: 'http://127.0.0.1:4000', nats, environments: {} });
    expect(readOperator(undefined, home, {})).toMatchObject({ home });
  });

  it('is read from the environment where no folder is named', () => {
    const operator = readOperator(undefined, home, environment);
    expect(operator).toMatchObject({ home: undefined, databaseUrl: environment.DATABASE_ADMIN_URL, keys: '/keys', nats: { servers: 'nats://nats', user: 'admin', password: 'pw' } });
    expect(operator.ownerUrls).toEqual({ assets: 'postgres://assets_owner:o%3Awn%2Fer@db/kairos' });
  });

  it('that is missing or not complete is refused by name, without its values', () => {
    expect(() => readOperator('/nowhere', home, {})).toThrow('There is no /nowhere/operator.json');
    expect(() => readOperator(undefined, home, { ...environment, NATS_URL: undefined })).toThrow("The operator's access in the environment is not complete: nats.servers.");
    expect(() => readOperator(undefined, home, { DATABASE_ADMIN_URL: 's3cret' })).not.toThrow(/s3cret/);
  });
});
