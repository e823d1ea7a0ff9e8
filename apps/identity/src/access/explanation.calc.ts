import { coveringGrant, decide, reaches, type Standing, type Wanted } from '@kairos/auth';
import { accessSteps, type Explanation, type RowScope } from '@kairos/contracts';

export type GrantingRole = { id: string; origin: string; name: string; grants: readonly string[] };
export type ExplainedKey = { apiKeyId: string; scopes: string[] };
export type Subject = { membershipId: string; apiKey: ExplainedKey | undefined; standing: Standing; wanted: Wanted; roles: readonly GrantingRole[]; others: readonly GrantingRole[] };

const mostSuggestions = 5;
const stepOf: Record<string, (typeof accessSteps)[number]> = {
  'membership-missing': 'membership', 'membership-inactive': 'membership', 'api-key-ended': 'session', 'session-ended': 'session', 'only-in-person': 'person', 'own-proof-needed': 'person',
  'password-change-required': 'password', 'second-factor-required': 'second-factor', 'step-up-required': 'proof',
  'permission-missing': 'permission', 'row-out-of-scope': 'row', 'tenant-read-only': 'tenant', 'tenant-closed': 'tenant',
};

/** What decides whether a membership may do something: the very decision that its requests meet, told in full. */
export function explain({ membershipId, apiKey, standing, wanted, roles, others }: Subject): Explanation {
  const { permission, resource } = wanted;
  const decision = decide(standing, wanted);
  const grantedBy = coveredBy(roles, permission);
  const wouldBeGrantedBy = grantedBy.length > 0 ? [] : coveredBy([...others].sort((one, other) => one.grants.length - other.grants.length), permission).slice(0, mostSuggestions);
  const stoppedAt = decision.allowed ? accessSteps.length : accessSteps.indexOf(stepOf[decision.rule] ?? 'permission');
  const explanation = {
    allowed: decision.allowed, membershipId, permission, rule: decision.rule, grantedBy, wouldBeGrantedBy,
    steps: accessSteps.slice(0, stoppedAt + 1).filter((step) => isAsked(step, wanted)).map((step) => ({ step, passed: decision.allowed || step !== accessSteps[stoppedAt] })),
    rowScope: resource ? { ...resource, reached: reaches(standing, resource.kind, resource.id), because: reasonIn(standing.rowScope, resource) } : null,
    apiKey: apiKey ? { ...apiKey, covering: coveringGrant(apiKey.scopes, permission) ?? null } : null,
  } as Omit<Explanation, 'sentence'>;
  return { ...explanation, sentence: sentenceOf(explanation) };
}

/** Steps that not every route takes. */
function isAsked(step: (typeof accessSteps)[number], { resource, closedTo = [], ownProof, stepUp }: Wanted): boolean {
  if (step === 'row') return resource !== undefined;
  if (step === 'person') return closedTo.length > 0 || ownProof === true;
  return step !== 'proof' || stepUp === true;
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

function sentenceOf({ rule, permission, grantedBy, wouldBeGrantedBy, rowScope, apiKey }: Omit<Explanation, 'sentence'>): string {
  const [by] = grantedBy;
  const held = by ? `${permission} is granted by the role ${by.role} through ${by.grant}` : `${permission} is granted`;
  const kind = { plants: 'plant', reportingUnits: 'reporting unit', pools: 'pool' }[rowScope?.kind ?? 'plants'];
  switch (rule) {
    case 'membership-missing':
    case 'membership-inactive':
      return 'No: the membership is not active.';
    case 'session-ended':
      return 'No: the session has ended.';
    case 'api-key-ended':
      return 'No: the API key is revoked, or has expired.';
    case 'only-in-person':
      return 'No: this is for somebody who signed in, and not for an API key or a service in their name.';
    case 'own-proof-needed':
      return 'No: an identity provider signed them in, and this asks for a proof of their own.';
    case 'second-factor-required':
      return 'No: a second factor is asked for, and none is proved.';
    case 'step-up-required':
      return 'No: this asks for a proof of the last five minutes of who they are.';
    case 'own-account':
      return 'Yes: it is their own account.';
    case 'signed-in':
      return 'Yes: everybody who is signed in may.';
    case 'password-change-required':
      return 'No: the password was made for one use and must be changed first.';
    case 'permission-missing':
      if (by && apiKey) return `No: the role ${by.role} grants ${permission}, but none of the scopes of the API key does.`;
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
