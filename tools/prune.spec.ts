import { describe, expect, it } from '@jest/globals';
import { closureOf, locate } from './prune.ts';
import type { Lock } from './prune.ts';

const lock: Lock = {
  'apps/assets': { dependencies: { '@kairos/http': '0.1.0', zod: '4' } },
  'libs/http': { dependencies: { fastify: '5' } },
  'libs/testing': { dependencies: { supertest: '7' } },
  'node_modules/@kairos/http': { link: true, resolved: 'libs/http' },
  'node_modules/fastify': { dependencies: { zod: '3' }, optionalDependencies: { 'only-on-mac': '1' }, peerDependencies: { pino: '1', typescript: '5' }, peerDependenciesMeta: { typescript: { optional: true } } },
  'node_modules/fastify/node_modules/zod': {},
  'node_modules/zod': {},
  'node_modules/pino': {},
  'node_modules/typescript': {},
  'node_modules/supertest': {},
};

describe('the production closure of an app', () => {
  it('follows workspaces, packages and required peers, and nothing that only tests need', () => {
    expect(closureOf(lock, 'apps/assets')).toEqual({
      workspaces: ['apps/assets', 'libs/http'],
      packages: ['node_modules/@kairos/http', 'node_modules/fastify', 'node_modules/fastify/node_modules/zod', 'node_modules/pino', 'node_modules/zod'],
    });
  });

  it('finds the nested version before the shared one, as Node does', () => {
    expect(locate(lock, 'node_modules/fastify', 'zod')).toBe('node_modules/fastify/node_modules/zod');
    expect(locate(lock, 'apps/assets', 'zod')).toBe('node_modules/zod');
  });

  it('refuses a lockfile that lacks a dependency', () => {
    expect(() => closureOf({ 'apps/assets': { dependencies: { zod: '4' } } }, 'apps/assets')).toThrow('apps/assets needs zod');
  });
});
