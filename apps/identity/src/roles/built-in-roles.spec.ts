import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { allPermissions, permissions } from '@kairos/contracts';
import { builtInRoles } from './built-in-roles.ts';
import { Role } from './role.entity.ts';

const role = (name: string) => {
  const found = builtInRoles.find(({ origin, name: own }) => `${origin}/${own}` === name);
  if (!found) throw new Error(`no role ${name}`);
  return Role.builtIn(randomUUID(), found);
};

describe('built-in roles', () => {
  it('are five, three and three, unique by origin and name though some names differ by case alone', () => {
    const count = (wanted: string) => builtInRoles.filter(({ origin }) => origin === wanted).length;
    expect([count('kronos'), count('kronic'), count('fleet')]).toEqual([5, 3, 3]);
    expect(new Set(builtInRoles.map(({ origin, name }) => `${origin}/${name}`)).size).toBe(11);
    expect(builtInRoles.filter(({ name }) => name.toLowerCase() === 'admin')).toHaveLength(3);
  });

  it('grant permissions of the catalogue, or everything', () => {
    for (const { permissions: { grants } } of builtInRoles) for (const grant of grants) expect(grant === '*' || grant in permissions).toBe(true);
  });

  it('follow the rights table of their origin', () => {
    expect(role('kronos/Admin').granted()).toEqual(allPermissions);
    const may = (name: string) => ['assets.plant.read', 'assets.plant.update', 'assets.plant.delete', 'workflows.deadline.complete', 'identity.user.read', 'identity.user.manage'].map((permission) => (role(name).granted() as string[]).includes(permission));
    expect(may('kronos/Asset Manager')).toEqual([true, true, false, true, true, false]);
    expect(may('kronos/Operator')).toEqual([true, false, false, true, false, false]);
    expect(may('kronos/Viewer')).toEqual([true, false, false, false, false, false]);
    expect(may('kronos/Plant Owner')).toEqual([true, false, false, false, false, false]);
    expect(may('kronic/admin')).toEqual([false, false, false, false, true, true]);
    expect(may('fleet/ADMIN')).toEqual([false, false, false, false, true, true]);
  });

  it.each(['kronic/user', 'kronic/viewer', 'fleet/USER', 'fleet/DEVOPS'])('%s grants nothing until its area is served', (name) => expect(role(name).granted()).toEqual([]));

  it('do not change; a role of one’s own does', () => {
    expect(() => role('kronos/Viewer').redefine('Viewer', { grants: ['assets.plant.delete'], areas: {} })).toThrow('built-in');
    const own = Role.define(randomUUID(), 'Night shift', { grants: [], areas: {} });
    own.redefine('Day shift', { grants: ['assets.plant.read'], areas: {} });
    expect([own.qualifiedName(), own.granted()]).toEqual(['custom/Day shift', ['assets.plant.read']]);
  });
});
