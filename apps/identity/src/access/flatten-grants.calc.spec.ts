import { describe, expect, it } from '@jest/globals';
import { allPermissions } from '@kairos/contracts';
import { demandHeld } from './demand-held.calc.ts';
import { flattenGrants, permissionsBeyond, standingFor } from './flatten-grants.calc.ts';

describe('grants', () => {
  it('amount to permissions of the catalogue, each once and in its order', () => {
    expect(flattenGrants(['*'])).toEqual(allPermissions);
    expect(flattenGrants(['workflows.pack.read', 'assets.plant.read', 'assets.plant.read'])).toEqual(['assets.plant.read', 'workflows.pack.read']);
    expect(flattenGrants(['identity.role.*'])).toEqual(['identity.role.read', 'identity.role.manage']);
  });

  it('of areas that do not exist give nothing', () => {
    expect(flattenGrants(['cronjobs.trigger', 'assets.plant', ''])).toEqual([]);
  });

  it('stand for what they will amount to besides: patterns and permissions to come', () => {
    expect(standingFor(['identity.role.*', 'fleet.node.read', 'gone.in.2025'])).toEqual(['identity.role.read', 'identity.role.manage', 'identity.role.*', 'fleet.node.read']);
    expect(permissionsBeyond(standingFor(['*']), standingFor(['fleet.*', 'cronjobs.cronjob.read']))).toEqual([]);
    expect(permissionsBeyond([...allPermissions], standingFor(['assets.*']))).toEqual(['assets.*']);
  });

  it('go no further than what their giver holds', () => {
    expect(permissionsBeyond(['assets.plant.read'], ['assets.plant.read', 'assets.plant.delete'])).toEqual(['assets.plant.delete']);
    expect(permissionsBeyond(allPermissions, flattenGrants(['*']))).toEqual([]);
    expect(() => demandHeld({ permissions: ['assets.*'], rowScope: { plants: 'all' } }, { permissions: ['identity.user.read'] })).toThrow('identity.user.read');
  });
});
