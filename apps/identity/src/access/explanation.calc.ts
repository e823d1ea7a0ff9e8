import { coveringGrant, decide, reaches, type Standing, type Wanted } from '@kairos/auth';
import { accessSteps, type Explanation, type RowScope } from '@kairos/contracts';

export type GrantingRole = { id: string; origin: string; name: string; grants: readonly string[] };
export type Subject = { membershipId: string; standing: Standing; permission: string; resource: Wanted['resource']; changes: boolean; roles: readonly GrantingRole[]; others: readonly GrantingRole[] };

const mostSuggestions = 5;
const stepOf: Record<string, (typeof accessSteps)[number]> = {
  'membership-missing': 'membership', 'membership-inactive': 'membership', 'session-ended': 'session', 'second-factor-required': 'session', 'password-change-required': 'password',
  'permission-missing': 'permission', 'row-out-of-scope': 'row', 'tenant-read-only': 'tenant', 'tenant-closed': 'tenant',
};

/** What decides whether a membership may do something: the very decision that its requests meet, told in full. */
export function explain({ membershipId, standing, permission, resource, changes, roles, others }: Subject): Explanation {
  const decision = decide(standing, { permission: permission as Wanted['permission'], resource, changes });
  const grantedBy = coveredBy(roles, permission);
  const wouldBeGrantedBy = grantedBy.length > 0 ? [] : coveredBy([...others].sort((one, other) => one.grants.length - other.grants.length), permission).slice(0, mostSuggestions);
  const stoppedAt = decision.allowed ? accessSteps.length : accessSteps.indexOf(stepOf[decision.rule] ?? 'permission');
  const explanation = {
    allowed: decision.allowed, membershipId, permission, rule: decision.rule, grantedBy, wouldBeGrantedBy,
    steps: accessSteps.slice(0, stoppedAt + 1).filter((step) => step !== 'row' || resource).map((step) => ({ step, passed: decision.allowed || step !== accessSteps[stoppedAt] })),
    rowScope: resource ? { ...resource, reached: reaches(standing, resource.kind, resource.id), because: reasonIn(standing.rowScope, resource) } : null,
  } as Omit<Explanation, 'sentence'>;
  return { ...explanation, sentence: sentenceOf(explanation) };
}

function coveredBy(roles: readonly GrantingRole[], permission: string): Explanation['grantedBy'] {
  return roles.flatMap(({ id, origin, name, grants }) => {
    const grant = coveringGrant(grants, permission);
    return grant === undefined ? [] : [{ roleId: id, role: `${origin}/${name}`, grant }];
  }) as Explanation['grantedBy'];
}

function reasonIn(rowScope: RowScope, { kind, id }: NonNullable<Wanted['resource']>) {
  const rows = rowScope[kind];
  if (rows === undefined) return 'silent';
  return rows === 'all' ? 'all' : rows.includes(id) ? 'listed' : 'not-listed';
}

function sentenceOf({ rule, permission, grantedBy, wouldBeGrantedBy, rowScope }: Omit<Explanation, 'sentence'>): string {
  const [by] = grantedBy;
  const held = by ? `${permission} is granted by the role ${by.role} through ${by.grant}` : `${permission} is granted`;
  const kind = { plants: 'plant', reportingUnits: 'reporting unit', pools: 'pool' }[rowScope?.kind ?? 'plants'];
  switch (rule) {
    case 'membership-missing':
    case 'membership-inactive':
      return 'No: the membership is not active.';
    case 'session-ended':
      return 'No: the session has ended.';
    case 'password-change-required':
      return 'No: the password was made for one use and must be changed first.';
    case 'permission-missing':
      if (by) return `No: the role ${by.role} grants ${permission}, but the API key in use does not.`;
      return `No: none of the roles grants ${permission}. ${wouldBeGrantedBy.length > 0 ? `It would be granted by ${wouldBeGrantedBy.map(({ role }) => role).join(', ')}.` : 'No role of this tenant does.'}`;
    case 'row-out-of-scope':
      return `No: ${held}, but the row scope does not reach this ${kind}.`;
    case 'tenant-read-only':
      return `No: ${held}, but the tenant may only be read.`;
    case 'tenant-closed':
      return `No: ${held}, but the tenant is closed.`;
    default:
      return `Yes: ${held}${rowScope ? `, and the row scope reaches ${rowScope.because === 'listed' ? `this ${kind}` : `every ${kind}`}` : ''}.`;
  }
}
