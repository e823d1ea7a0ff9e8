import type { RoleAssignment, RoleMappingRule } from '@kairos/contracts';

export type RoleMapping = { rules: readonly RoleMappingRule[]; assignment: RoleAssignment; defaultRoleIds: readonly string[] };
export type MappedRoles = { outcome: 'mapped' | 'default' | 'refused'; matching: number[]; roleIds: string[] };

const maxValues = 1000;

/** The claim of a path: one of that very name, dots and all, or else the one that the names lead to. */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined), claims);
}

/** A claim's values as texts: of a list its texts, of a text itself, of anything else none. */
export function claimValues(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const value = claimAt(claims, path);
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((entry) => typeof entry === 'string').slice(0, maxValues);
}

/** Which rules match the values, in any case, and the roles that come out; the default ones when none matches. */
export function mapRoles(values: readonly string[], { rules, assignment, defaultRoleIds }: RoleMapping): MappedRoles {
  const folded = values.map((value) => value.trim().toLowerCase());
  const matching = rules.flatMap(({ claimValue }, position) => (folded.some((value) => fits(claimValue.toLowerCase(), value)) ? [position] : []));
  const deciding = assignment === 'first-match' ? matching.slice(0, 1) : matching;
  const roleIds = [...new Set(deciding.flatMap((position) => rules[position]?.roleId ?? []))];
  if (roleIds.length > 0) return { outcome: 'mapped', matching, roleIds };
  return defaultRoleIds.length > 0 ? { outcome: 'default', matching, roleIds: [...defaultRoleIds] } : { outcome: 'refused', matching, roleIds: [] };
}

/** Each `*` takes any run of characters. Read from left to right once, so that no pattern takes long. */
function fits(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === value;
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
