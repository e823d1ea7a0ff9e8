import { describe, expect, it } from '@jest/globals';
import type { RoleAssignment, RoleMappingRule } from '@kairos/contracts';
import { claimAt, claimValues, mapRoles } from './role-mapping.calc.ts';

/** The rules of the fleet console that Kairos replaces: administrators before operations, everyone else a user. */
const rules = [['admin', 'ADMIN'], ['administrator', 'ADMIN'], ['devops', 'DEVOPS'], ['dev-ops', 'DEVOPS']].map(([claimValue, roleId]) => ({ claimValue, roleId }) as RoleMappingRule);
const rule = (claimValue: string, roleId = 'R') => ({ claimValue, roleId }) as RoleMappingRule;
const roles = (values: string[], more: { rules?: RoleMappingRule[]; assignment?: RoleAssignment; defaultRoleIds?: string[] } = {}) =>
  mapRoles(values, { rules, assignment: 'first-match', defaultRoleIds: ['USER'], ...more }).roleIds;

describe('the mapping of roles', () => {
  it.each([
    [['admin'], ['ADMIN']], [['ADMINISTRATOR'], ['ADMIN']], [['DevOps'], ['DEVOPS']], [['dev-OPS '], ['DEVOPS']],
    [['offline_access', 'devops', 'Admin'], ['ADMIN']], [['uma_authorization'], ['USER']], [[], ['USER']],
  ])('makes of %j %j', (values, expected) => {
    expect(roles(values)).toEqual(expected);
  });

  it('gives every role that matches when asked to, each once, in the order of the rules', () => {
    expect(roles(['devops', 'administrator', 'admin'], { assignment: 'every-match' })).toEqual(['ADMIN', 'DEVOPS']);
  });

  it('refuses whom no rule matches when there is no default', () => {
    expect(mapRoles(['x'], { rules, assignment: 'first-match', defaultRoleIds: [] })).toEqual({ outcome: 'refused', matching: [], roleIds: [] });
  });

  it('tells every rule that matches, though the first decides', () => {
    expect(mapRoles(['dev-ops', 'admin'], { rules, assignment: 'first-match', defaultRoleIds: [] })).toEqual({ outcome: 'mapped', matching: [0, 3], roleIds: ['ADMIN'] });
  });

  it.each([
    ['kairos-*', 'Kairos-Admin', true], ['kairos-*', 'kairos-', true], ['kairos-*', 'my-kairos-admin', false], ['*-admin', 'plant-admin', true], ['*-admin', 'plant-admins', false],
    ['/org/*/ops/*', '/org/it/ops/night', true], ['/org/*/ops/*', '/org/ops/', false], ['*', '', true], ['a*a', 'a', false], ['a*b*b', 'ab', false], ['a.c', 'abc', false], ['a+', 'aa', false],
  ])('%s on %s: %s', (claimValue, value, matches) => {
    expect(roles([value], { rules: [rule(claimValue)], defaultRoleIds: [] })).toEqual(matches ? ['R'] : []);
  });

  it('takes no time over a pattern made to take long', () => {
    expect(roles(['a'.repeat(100_000)], { rules: [rule('*a'.repeat(99) + 'b')], defaultRoleIds: [] })).toEqual([]);
  });
});

describe('a claim', () => {
  const claims = { groups: ['one', 2, null, 'two'], realm_access: { roles: ['admin'] }, 'https://example.org/roles': 'ops', role: 'single', 'a.b': 'flat', a: { b: 'deep' } };

  it('is found by its name, by the names on the way, or by a name with dots', () => {
    expect(['groups', 'realm_access.roles', 'https://example.org/roles', 'role'].map((path) => claimValues(claims, path))).toEqual([['one', 'two'], ['admin'], ['ops'], ['single']]);
    expect(claimAt(claims, 'a.b')).toBe('flat');
  });

  it('that is missing, or no text, has no values', () => {
    expect(['none', 'realm_access', 'realm_access.none.x', 'role.length', 'constructor.name', '__proto__'].map((path) => claimValues(claims, path))).toEqual([[], [], [], [], [], []]);
  });
});
