import { describe, expect, it } from '@jest/globals';
import { allPermissions } from '@kairos/contracts';
import { grantFor, permissionsByService, permissionsOf, rebased, withGrant } from './grants.calc.ts';

it('groups every permission under its service, once', () => {
  expect(permissionsByService.flatMap(({ permissions }) => permissions).sort()).toEqual([...allPermissions].sort());
});

it('names the narrowest grant that gives a permission', () => {
  expect(grantFor(['*', 'assets.*', 'assets.plant.*'], 'assets.plant.read')).toBe('assets.plant.*');
  expect(grantFor(['assets.plant.read', 'assets.*'], 'assets.plant.read')).toBe('assets.plant.read');
  expect(grantFor(['identity.*'], 'assets.plant.read')).toBeUndefined();
});

it('knows what patterns amount to today, and keeps silent about what no service serves yet', () => {
  expect(permissionsOf(['*'])).toEqual(allPermissions);
  expect(permissionsOf(['fleet.node.read', 'platform.*'])).toEqual(['platform.health.read', 'platform.dead-letter.read', 'platform.dead-letter.replay']);
});

describe('a grant', () => {
  it('takes the place of those its pattern covers', () => {
    expect(withGrant(['assets.plant.read', 'identity.user.read'], 'assets.*', true)).toEqual(['identity.user.read', 'assets.*']);
  });
  it('that is taken back leaves the others', () => {
    expect(withGrant(['assets.*', 'identity.user.read'], 'assets.*', false)).toEqual(['identity.user.read']);
  });
});

it('puts what I changed upon what somebody else has saved', () => {
  expect(rebased(['a', 'b'], ['b', 'c'], ['a', 'b', 'd'])).toEqual(['b', 'd', 'c']);
  expect(rebased(['a'], ['a', 'c'], ['c'])).toEqual(['c']);
});
