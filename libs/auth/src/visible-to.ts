import type { EventVisibility, Permission } from '@kairos/contracts';
import { may, type Actor } from './actor.ts';
import { plantScope, reachesPlant } from './row-scope.ts';

export type Viewer = Pick<Actor, 'tenantId' | 'userId' | 'apiKeyId' | 'permissions' | 'rowScope'>;

/** Whether somebody may see an event: their tenant's, covered by their permissions, within their rows. */
export function visibleTo(viewer: Viewer, { event, visibility }: { event: { tenantid: string; data: unknown }; visibility: EventVisibility }): boolean {
  if (event.tenantid !== viewer.tenantId) return false;
  if (!may(viewer, visibility.permission as Permission)) return false;
  const data = event.data as Record<string, unknown>;
  const { userIdField } = visibility;
  if (userIdField !== undefined && data[userIdField] !== viewer.userId) return false;
  if (plantScope(viewer) === null) return true;
  // An event does not say with which key something was begun: through a key it is read, not followed.
  if (visibility.ownerField !== undefined) return viewer.apiKeyId === undefined && data[visibility.ownerField] === viewer.userId;
  if (visibility.plantIdField === undefined) return true;
  const told = data[visibility.plantIdField];
  if (userIdField !== undefined && told === null) return true;
  const plantIds: unknown[] = Array.isArray(told) ? told : [told];
  return plantIds.some((plantId) => typeof plantId === 'string' && reachesPlant(viewer, plantId));
}
