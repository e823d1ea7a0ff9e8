import type { Permission, RowScope } from '@kairos/contracts';
import { coveringGrant } from './decide.ts';

/** Who is asking, and what they may do. Handlers take it as an explicit argument. */
export type Actor = {
  userId: string;
  tenantId: string;
  membershipId: string;
  sessionId: string;
  /** The service that acts in the user's name, when one does. */
  actingService: string | null;
  /** The API key the request was made with, when it was one. */
  apiKeyId?: string;
  /** An identity provider of the tenant vouches for the caller: that opens nothing beyond the tenant. */
  confined?: true;
  /** When they last proved who they are; nobody has who comes through a key or a service. */
  provedAt?: Date;
  /** The import whose rows a service may write in their name: whoever started or approved it has proved who they are. */
  importing?: { target: string; importJobId: string };
  permissions: readonly string[];
  rowScope: RowScope;
};

export function may(actor: Pick<Actor, 'permissions'>, permission: Permission): boolean {
  return coveringGrant(actor.permissions, permission) !== undefined;
}
