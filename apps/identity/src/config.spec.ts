import { describe, expect, it } from '@jest/globals';
import { IdentityConfig } from './config.ts';

const environment = {
  PORT: '4001', DATABASE_URL: 'postgres://a@b/c', DATABASE_RELAY_URL: 'postgres://a@b/c', NATS_URL: 'nats://b', NATS_USER: 'identity', NATS_PASSWORD: 'x',
  JWKS_URL: 'http://b/jwks', IDENTITY_URL: 'http://b', SIGNING_KEYS_DIR: '/keys',
};

describe('the environment of identity', () => {
  it('knows no service until it is told of one', () => {
    expect(IdentityConfig.parse(environment).SERVICE_SECRETS_SHA256).toEqual({});
    const digest = 'ab'.repeat(32);
    expect(IdentityConfig.parse({ ...environment, SERVICE_SECRETS_SHA256: JSON.stringify({ intake: digest }) }).SERVICE_SECRETS_SHA256).toEqual({ intake: digest });
  });

  it.each(['nonsense', '[]', '{"intake":"the secret itself"}', '{"":"x"}'])('refuses %s as digests of secrets', (text) => {
    expect(IdentityConfig.safeParse({ ...environment, SERVICE_SECRETS_SHA256: text }).success).toBe(false);
  });
});
