import { describe, expect, it } from '@jest/globals';
import { parseEnv } from '@kairos/service-kit';
import { IntakeConfig } from './config.ts';

const least = {
  DATABASE_URL: 'postgres://x@db/kairos', DATABASE_RELAY_URL: 'postgres://x@db/kairos', NATS_URL: 'nats://x', NATS_USER: 'intake', NATS_PASSWORD: 'x', JWKS_URL: 'http://x/jwks', IDENTITY_URL: 'http://x',
  PORT: '4004', TRUSTED_PROXIES: 'loopback', ASSETS_URL: 'http://x', WORKFLOWS_URL: 'http://x', FILES_DIR: '/f', SERVICE_SECRET: 'x', SEALING_KEYS_DIR: '/k',
};
const empty = { FILE_STORE: '', S3_BUCKET: '', S3_REGION: '', S3_ENDPOINT: '', S3_ACCESS_KEY_ID: '', S3_SECRET_ACCESS_KEY: '', S3_PREFIX: '' };

describe('the configuration of the file store', () => {
  it('takes a variable that is empty for one that is not there', () => {
    expect(parseEnv(IntakeConfig, { ...least, ...empty })).toEqual(parseEnv(IntakeConfig, least));
    expect(parseEnv(IntakeConfig, { ...least, ...empty })).toMatchObject({ FILE_STORE: 'folder', S3_REGION: 'eu-south-1', S3_PREFIX: '' });
  });

  it('is a bucket only with its name', () => {
    expect(parseEnv(IntakeConfig, { ...least, ...empty, FILE_STORE: 's3', S3_BUCKET: 'files', S3_ENDPOINT: 'http://s3' })).toMatchObject({ FILE_STORE: 's3', S3_BUCKET: 'files', S3_ENDPOINT: 'http://s3' });
    expect(() => parseEnv(IntakeConfig, { ...least, ...empty, FILE_STORE: 's3' })).toThrow('S3_BUCKET');
  });
});
