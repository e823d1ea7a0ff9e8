import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { permissions } from '../permissions.ts';
import { topology } from '../topology.ts';
import { defineImportTarget } from './import-target.ts';
import { importTargets } from './import-targets.ts';

const target = {
  service: 'assets',
  title: 'Things',
  body: z.strictObject({ code: z.string(), note: z.string().nullish() }),
  naturalKey: ['code'],
  batches: { path: '/api/v1/assets/things/batches', permission: 'assets.plant.import' },
  reconciliation: { path: '/api/v1/assets/things/match', permission: 'assets.plant.read' },
} as const;

describe('an import target', () => {
  it('is told apart by fields that every row has', () => {
    expect(() => defineImportTarget(target)).not.toThrow();
    expect(() => defineImportTarget({ ...target, naturalKey: ['note'] })).toThrow('the natural key of Things names note, which a row may lack');
    expect(() => defineImportTarget({ ...target, naturalKey: ['colour'] })).toThrow('colour');
  });

  it.each(Object.entries(importTargets))('%s is named after its service, and takes chunks and questions there', (name, { service, batches, reconciliation }) => {
    expect(name.split('.')[0]).toBe(service);
    expect(Object.keys(topology)).toContain(service);
    for (const { path, permission } of [batches, reconciliation]) {
      expect(path.startsWith(`/api/v1/${service}/`)).toBe(true);
      expect(Object.keys(permissions)).toContain(permission);
    }
  });
});
