import { describe, expect, it } from '@jest/globals';
import { parseEnv, ServiceConfig } from './service-config.ts';

const complete = {
  PORT: '4002', DATABASE_URL: 'postgresql://app:s3cret@127.0.0.1/kairos', DATABASE_RELAY_URL: 'postgresql://relay:s3cret@127.0.0.1/kairos',
  NATS_URL: 'nats://127.0.0.1:4222', NATS_USER: 'assets', NATS_PASSWORD: 's3cret', JWKS_URL: 'http://127.0.0.1:4001/jwks', IDENTITY_URL: 'http://127.0.0.1:4001',
};

describe('the environment of a service', () => {
  it('is read with its defaults', () => expect(parseEnv(ServiceConfig, complete)).toMatchObject({ PORT: 4002, HOST: '127.0.0.1', DATABASE_POOL_SIZE: 10, LOG_LEVEL: 'info' }));

  it('that lacks something is refused by the names of all that is missing or wrong, never their values', () => {
    const broken = { ...complete, PORT: 'ninety', DATABASE_URL: 'not-a-url-but-s3cret', NATS_USER: undefined };
    expect(() => parseEnv(ServiceConfig, broken)).toThrow(/PORT(.|\n)*DATABASE_URL(.|\n)*NATS_USER/);
    expect(() => parseEnv(ServiceConfig, broken)).not.toThrow(/s3cret/);
  });
});
