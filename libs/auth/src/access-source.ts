import type { MembershipAccess } from '@kairos/contracts';
import type { AccessClaims } from './claims.ts';

export type Access = Pick<MembershipAccess, 'active' | 'permissions' | 'rowScope' | 'authzVersion'> & { sessionRevoked: boolean };

/** Answers what a token's membership may do right now; undefined when there is no such membership. */
export abstract class AccessSource {
  abstract find(claims: AccessClaims, token: string): Promise<Access | undefined>;
}
