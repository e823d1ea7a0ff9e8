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
  const { ownerField, plantIdField } = visibility;
  if (ownerField !== undefined && (viewer.apiKeyId !== undefined || data[ownerField] !== viewer.userId)) return false;
  if (plantIdField === undefined) return true;
  const told = data[plantIdField];
  if (userIdField !== undefined && told === null) return true;
  const plantIds: unknown[] = Array.isArray(told) ? told : [told];
  const reaches = (plantId: unknown) => typeof plantId === 'string' && reachesPlant(viewer, plantId);
  // What is somebody's own and about many plants is told to them while they reach them all.
  return ownerField === undefined ? plantIds.some(reaches) : plantIds.every(reaches);
}
