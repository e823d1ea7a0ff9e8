import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { allPermissions, grantable } from '@kairos/contracts';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { builtInRoles } from './built-in-roles.ts';
import { Role } from './role.entity.ts';

const role = (name: string) => {
  const found = builtInRoles.find(({ origin, name: own }) => `${origin}/${own}` === name);
  if (!found) throw new Error(`no role ${name}`);
  return Role.builtIn(randomUUID(), found);
};
const today = (name: string) => flattenGrants(role(name).permissions.grants) as string[];

describe('built-in roles', () => {
  it('are five, three, three and four, unique by origin and name though some names differ by case alone', () => {
    const count = (wanted: string) => builtInRoles.filter(({ origin }) => origin === wanted).length;
    expect([count('kronos'), count('kronic'), count('fleet'), count('calco2')]).toEqual([5, 3, 3, 4]);
    expect(new Set(builtInRoles.map(({ origin, name }) => `${origin}/${name}`)).size).toBe(15);
    expect(builtInRoles.filter(({ name }) => name.toLowerCase() === 'admin')).toHaveLength(3);
  });

  it('grant what the catalogue knows, each once', () => {
    for (const { permissions: { grants } } of builtInRoles) {
      expect(grants.filter((grant) => !grantable.includes(grant))).toEqual([]);
      expect(new Set(grants).size).toBe(grants.length);
    }
  });

  it('allow what is served today', () => {
    expect(today('kronos/Admin')).toEqual(allPermissions);
    const may = (name: string) => ['assets.plant.read', 'assets.plant.update', 'assets.plant.delete', 'workflows.deadline.complete', 'identity.user.read', 'identity.user.manage'].map((permission) => today(name).includes(permission));
    expect(may('kronos/Asset Manager')).toEqual([true, true, false, true, true, false]);
    expect(may('kronos/Operator')).toEqual([true, false, false, true, false, false]);
    expect(may('kronos/Viewer')).toEqual([true, false, false, false, false, false]);
    expect(may('kronos/Plant Owner')).toEqual([true, false, false, false, false, false]);
    for (const name of ['kronic/admin', 'fleet/ADMIN', 'calco2/calco2.backoffice.metier', 'calco2/calco2.backoffice.admin']) expect(may(name)).toEqual([false, false, false, false, true, true]);
  });

  it.each(['kronic/user', 'kronic/viewer', 'fleet/USER', 'fleet/DEVOPS', 'calco2/calco2.user.standard', 'calco2/calco2.user.principal'])('%s allows nothing until its area is served, and says what it will', (name) => {
    expect(today(name)).toEqual([]);
    expect(role(name).granted().length).toBeGreaterThan(0);
  });

  it('do not change; a role of one’s own does, also a copy of a built-in one', () => {
    expect(() => role('kronos/Viewer').redefine('Viewer', { grants: ['assets.plant.delete'], areas: {} })).toThrow('built-in');
    expect(() => role('kronos/Viewer').demandOwn()).toThrow('built-in');
    const own = role('fleet/USER').copy('Night shift');
    expect([own.qualifiedName(), own.permissions]).toEqual(['custom/Night shift', role('fleet/USER').permissions]);
    own.redefine('Day shift', { grants: ['assets.plant.read'], areas: {} });
    expect([own.qualifiedName(), own.granted()]).toEqual(['custom/Day shift', ['assets.plant.read']]);
  });
});
