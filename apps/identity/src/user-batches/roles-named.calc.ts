import { fault, type RowError } from './read-user-row.calc.ts';

type Named = { id: string; origin: string; name: string; qualifiedName(): string };

const mostRoles = 20;

/**
 * The roles that a row names: `kronos/Viewer`, or `Viewer` where only one role is called so. Names differ in capitals alone between
 * origins, so they are taken letter by letter.
 */
export function rolesNamed<R extends Named>(names: readonly string[], roles: readonly R[]): { roles: R[] } | { errors: RowError[] } {
  const errors: RowError[] = names.length > mostRoles ? [fault('roles', 'invalid-roles', `names more than ${mostRoles} roles`)] : [];
  const found = new Set<R>();
  for (const name of names.slice(0, mostRoles)) {
    const called = roles.filter((role) => role.qualifiedName() === name || role.name === name);
    const [exact = called[0]] = called.filter((role) => role.qualifiedName() === name);
    if (!exact) errors.push(fault('roles', 'unknown-role', `there is no role ${name}`, name));
    else if (called.length > 1 && exact.qualifiedName() !== name) errors.push(fault('roles', 'ambiguous-role', `is one of ${called.map((role) => role.qualifiedName()).join(', ')}`, name));
    else found.add(exact);
  }
  return errors.length > 0 ? { errors } : { roles: [...found] };
}
