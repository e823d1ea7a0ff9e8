import { may, plantScope, reachesPlant, type Actor } from '@kairos/auth';
import type { Permission } from '@kairos/contracts';
import type { LiveEntry } from './live-window.ts';

export type Viewer = Pick<Actor, 'tenantId' | 'permissions' | 'rowScope'>;

/** Whether a caller may see an event: their tenant's, covered by their permissions, within their rows. */
export function visibleTo(viewer: Viewer, { event, visibility }: Pick<LiveEntry, 'event' | 'visibility'>): boolean {
  if (event.tenantid !== viewer.tenantId) return false;
  if (!may(viewer, visibility.permission as Permission)) return false;
  if (visibility.plantIdField === undefined || plantScope(viewer) === null) return true;
  const plantId = (event.data as Record<string, unknown>)[visibility.plantIdField];
  return typeof plantId === 'string' && reachesPlant(viewer, plantId);
}
