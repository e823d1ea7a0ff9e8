import { covers, type Permission, type RowScope } from '@kairos/contracts';

/** Who is asking, and what they may do. Handlers take it as an explicit argument. */
export type Actor = {
  userId: string;
  tenantId: string;
  membershipId: string;
  sessionId: string;
  /** The service that acts in the user's name, when one does. */
  actingService: string | null;
  permissions: readonly string[];
  rowScope: RowScope;
};

export function may(actor: Pick<Actor, 'permissions'>, permission: Permission): boolean {
  return actor.permissions.some((granted) => covers(granted, permission));
}

/** The plant ids a caller reaches, or null for all of them. Lists, counts, exports and the live stream share it. */
export function plantScope(actor: Pick<Actor, 'rowScope'>): string[] | null {
  return actor.rowScope.plants === 'all' ? null : actor.rowScope.plants;
}

export function reachesPlant(actor: Pick<Actor, 'rowScope'>, plantId: string): boolean {
  const scope = plantScope(actor);
  return scope === null || scope.includes(plantId);
}
