import { describe, expect, it } from '@jest/globals';
import { asRole, environmentOf, portsOf, programs, secretNames } from './environments.ts';
import type { Stack } from './environments.ts';

const stack: Stack = {
  gatewayPort: 5000,
  databaseUrl: 'postgres://postgres:root@127.0.0.1:5432/kairos',
  natsUrl: 'nats://127.0.0.1:4222',
  keys: '/data/my keys',
  files: '/data/files',
  secret: (name) => `<${name}>`,
};

describe('environments of services', () => {
  it('puts every service at a fixed distance from the gateway', () => {
    expect(portsOf(5000)).toEqual({ identity: 5001, assets: 5002, workflows: 5003, intake: 5004, gateway: 5000 });
  });

  it('addresses the same database as another role, whatever its password holds', () => {
    const url = new URL(asRole('postgres://postgres:root@db:5432/kairos?sslmode=require', 'assets_app', 'a/b@c'));
    expect([url.username, decodeURIComponent(url.password), url.host, url.pathname, url.search]).toEqual(['assets_app', 'a/b@c', 'db:5432', '/kairos', '?sslmode=require']);
  });

  it.each(programs)('gives %s no secret of another service, nor the superuser', (program) => {
    const text = decodeURIComponent(JSON.stringify(environmentOf(stack, program)));
    const foreign = secretNames().filter((name) => !name.includes(program) && text.includes(`<${name}>`));
    expect(foreign).toEqual([]);
    expect(text).not.toContain('postgres:root@');
  });

  it('gives the gateway no database', () => {
    expect(Object.keys(environmentOf(stack, 'gateway')).filter((name) => name.startsWith('DATABASE'))).toEqual([]);
  });

  it('names each secret once', () => {
    expect(new Set(secretNames()).size).toBe(secretNames().length);
  });
});
