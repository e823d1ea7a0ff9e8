import { describe, expect, it } from '@jest/globals';
import type { RowScope } from '@kairos/contracts';
import { narrowAccess } from './narrow-access.calc.ts';

const owner = (permissions: string[], plants: RowScope['plants'] = 'all') => ({ active: true, permissions, rowScope: { plants }, authzVersion: 3, sessionRevoked: false });
const narrowed = (held: string[], scopes: string[]) => narrowAccess(owner(held), { active: true, scopes, rowScope: { plants: 'all' } }).permissions;

describe('access through a key', () => {
  it.each([
    ['keeps what both hold', ['assets.plant.read', 'assets.plant.update'], ['assets.plant.read', 'identity.user.read'], ['assets.plant.read']],
    ['narrows a pattern of the owner to the key’s permission', ['assets.*'], ['assets.plant.read', 'workflows.*'], ['assets.plant.read']],
    ['narrows a pattern of the key to the owner’s permissions', ['assets.plant.read', 'intake.recipe.read'], ['assets.*'], ['assets.plant.read']],
    ['is nothing when the owner holds nothing', [], ['*'], []],
    ['is nothing when the key says nothing', ['*'], [], []],
  ])('%s', (_, held, scopes, common) => expect(narrowed(held, scopes)).toEqual(common));

  it.each([
    ['all', ['a', 'b'], ['a', 'b']],
    [['a', 'b'], 'all', ['a', 'b']],
    [['a', 'b'], ['b', 'c'], ['b']],
    [['a'], ['b'], []],
    ['all', 'all', 'all'],
  ] as [RowScope['plants'], RowScope['plants'], RowScope['plants']][])('reaches of %j and %j the rows %j', (held, wanted, both) => {
    expect(narrowAccess(owner(['*'], held), { active: true, scopes: ['*'], rowScope: { plants: wanted } }).rowScope).toEqual({ plants: both });
  });

  it.each<[RowScope, RowScope, RowScope]>([
    [{ plants: 'all' }, { plants: ['a'], pools: ['p'] }, { plants: ['a'], pools: ['p'] }],
    [{ plants: 'all', pools: ['p'] }, { plants: 'all' }, { plants: 'all', pools: ['p'] }],
    [{ plants: 'all', pools: ['p', 'q'] }, { plants: 'all', pools: ['q'] }, { plants: 'all', pools: ['q'] }],
    [{ plants: ['a'] }, { plants: ['a'], pools: ['p'] }, { plants: ['a'], pools: [] }],
  ])('reaches of the scopes %j and %j %j', (held, wanted, both) => {
    expect(narrowAccess({ ...owner(['*']), rowScope: held }, { active: true, scopes: ['*'], rowScope: wanted }).rowScope).toEqual(both);
  });

  it('ends with the key, whatever its owner may do', () => {
    for (const key of [undefined, { active: false, scopes: ['*'], rowScope: { plants: 'all' as const } }]) {
      expect(narrowAccess(owner(['*']), key)).toMatchObject({ active: false, permissions: [] });
    }
  });

  it('ends with its owner, whatever the key says', () => {
    expect(narrowAccess({ ...owner(['*']), active: false }, { active: true, scopes: ['*'], rowScope: { plants: 'all' } }).active).toBe(false);
  });
});
