import { describe, expect, it } from '@jest/globals';
import { allPermissions } from '@kairos/contracts';
import { demandHeld } from './demand-held.calc.ts';
import { flattenGrants, permissionsBeyond } from './flatten-grants.calc.ts';

describe('grants', () => {
  it('amount to permissions of the catalogue, each once and in its order', () => {
    expect(flattenGrants(['*'])).toEqual(allPermissions);
    expect(flattenGrants(['workflows.pack.read', 'assets.plant.read', 'assets.plant.read'])).toEqual(['assets.plant.read', 'workflows.pack.read']);
    expect(flattenGrants(['identity.role.*'])).toEqual(['identity.role.read', 'identity.role.manage']);
  });

  it('of areas that do not exist give nothing', () => {
    expect(flattenGrants(['cronjobs.trigger', 'assets.plant', ''])).toEqual([]);
  });

  it('go no further than what their giver holds', () => {
    expect(permissionsBeyond(['assets.plant.read'], ['assets.plant.read', 'assets.plant.delete'])).toEqual(['assets.plant.delete']);
    expect(permissionsBeyond(allPermissions, flattenGrants(['*']))).toEqual([]);
    expect(() => demandHeld({ permissions: ['assets.*'], rowScope: { plants: 'all' } }, { permissions: ['identity.user.read'] })).toThrow('identity.user.read');
  });
});
