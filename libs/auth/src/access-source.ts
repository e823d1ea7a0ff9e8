import type { MembershipAccess, TenantStanding } from '@kairos/contracts';
import type { AccessClaims } from './claims.ts';

export type Access = Pick<MembershipAccess, 'active' | 'permissions' | 'rowScope' | 'authzVersion'> & {
  sessionRevoked: boolean;
  /** The API key that narrows it is revoked or has expired. */
  keyEnded?: boolean;
  /** The version of the API key that narrows it, when that is known. */
  keyVersion?: number;
  /** Nothing while nothing is known of the tenant: then its membership alone decides. */
  tenant?: TenantStanding | null | undefined;
};

/** Answers what a token's membership may do right now; undefined when there is no such membership. */
export abstract class AccessSource {
  abstract find(claims: AccessClaims, token: string): Promise<Access | undefined>;
}
