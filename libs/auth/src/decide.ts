import { covers, type Permission, type RowKind, type RowScope, type TenantStanding } from '@kairos/contracts';
import { reaches } from './row-scope.ts';
import { stoppedByTenant } from './tenant-standing.ts';

/** Through what somebody acts who does not call themselves. */
export type Through = 'api-key' | 'service';

/** What is known of a caller when a request is decided. */
export type Standing = {
  active: boolean;
  sessionRevoked: boolean;
  /** The API key they call with is revoked or has expired. */
  keyEnded?: boolean;
  through?: readonly Through[];
  /** They are signed in on the word of an identity provider, and on no proof of their own. */
  federated?: boolean;
  /** Their password was made for one use and still stands. */
  passwordChangeRequired: boolean;
  /** A second factor is asked of them, and they have not proved any. */
  secondFactorRequired?: boolean;
  /** They proved who they are a short while ago; only asked where `stepUp` is wanted. */
  recentlyConfirmed?: boolean;
  permissions: readonly string[];
  rowScope: RowScope;
  /** What the tenant's plan and status leave open; nothing is stopped while it is not known. */
  tenant?: Pick<TenantStanding, 'readOnlyFrom' | 'closedFrom'> | null | undefined;
};

/** What they want: what the route declares, and the row it is about when that is known. */
export type Wanted = { permission: Permission | 'authenticated' | 'own-account'; resource?: { kind: RowKind; id: string } | undefined; closedTo?: readonly Through[]; ownProof?: boolean; stepUp?: boolean; changes?: boolean };

export const decidingRules = [
  'membership-missing', 'api-key-ended', 'membership-inactive', 'session-ended', 'only-in-person', 'own-proof-needed', 'own-account', 'password-change-required', 'second-factor-required', 'signed-in',
  'permission-missing', 'row-out-of-scope', 'step-up-required', 'tenant-closed', 'tenant-read-only', 'permission-granted',
] as const;
export type DecidingRule = (typeof decidingRules)[number];

/** The answer, the rule that gave it, and the grant that covers the permission once that has been asked. */
export type Decision = { allowed: boolean; rule: DecidingRule; grant?: string };

/**
 * Whether a caller may do something. Every request is decided here and every explanation told from here, so that they
 * cannot differ. Rules are asked in order; the first that has an answer decides.
 */
export function decide(standing: Standing | undefined, wanted: Wanted): Decision {
  const decision = decideOnCaller(standing, wanted);
  if (!decision.allowed || decision.rule === 'own-account' || !standing?.tenant) return decision;
  const stopped = stoppedByTenant(standing.tenant, wanted.changes === true);
  return stopped ? { ...decision, allowed: false, rule: stopped } : decision;
}

function decideOnCaller(standing: Standing | undefined, { permission, resource, closedTo, ownProof, stepUp }: Wanted): Decision {
  const unconfirmed = stepUp === true && standing?.recentlyConfirmed !== true;
  if (!standing) return { allowed: false, rule: 'membership-missing' };
  if (standing.keyEnded) return { allowed: false, rule: 'api-key-ended' };
  if (!standing.active) return { allowed: false, rule: 'membership-inactive' };
  if (standing.sessionRevoked) return { allowed: false, rule: 'session-ended' };
  if (standing.through?.some((through) => closedTo?.includes(through))) return { allowed: false, rule: 'only-in-person' };
  if (ownProof && standing.federated) return { allowed: false, rule: 'own-proof-needed' };
  if (permission === 'own-account') return unconfirmed ? { allowed: false, rule: 'step-up-required' } : { allowed: true, rule: 'own-account' };
  if (standing.passwordChangeRequired) return { allowed: false, rule: 'password-change-required' };
  if (standing.secondFactorRequired) return { allowed: false, rule: 'second-factor-required' };
  if (permission === 'authenticated') return unconfirmed ? { allowed: false, rule: 'step-up-required' } : { allowed: true, rule: 'signed-in' };
  const grant = coveringGrant(standing.permissions, permission);
  if (grant === undefined) return { allowed: false, rule: 'permission-missing' };
  if (resource && !reaches(standing, resource.kind, resource.id)) return { allowed: false, rule: 'row-out-of-scope', grant };
  return unconfirmed ? { allowed: false, rule: 'step-up-required', grant } : { allowed: true, rule: 'permission-granted', grant };
}

/** The first of the grants that covers a permission. */
export function coveringGrant(grants: readonly string[], permission: string): string | undefined {
  return grants.find((granted) => covers(granted, permission));
}
