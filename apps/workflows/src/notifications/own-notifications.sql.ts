import { may, plantScope, type Actor } from '@kairos/auth';
import { notificationSubjectKinds } from '@kairos/contracts';
import { permissionFor } from './members.repository.ts';

/** One's own, in SQL: of a plant only while one reaches it, of many only while one reaches the plants of all of them, and of what one may see. */
export const ownAndSeen = `n.user_id = $1 and (n.plant_id is null or $2::uuid[] is null or n.plant_id = any($2))
  and (n.covered_kind is null or $2::uuid[] is null or (select bool_and(plant = any($2)) from unnest(n.covered_plant_ids) plant))
  and (coalesce(n.subject_kind, n.covered_kind) is null or coalesce(n.subject_kind, n.covered_kind) = any($3))`;

/** The values of `ownAndSeen`. */
export function ownAndSeenOf(actor: Actor): [userId: string, plantIds: string[] | null, kinds: string[]] {
  return [actor.userId, plantScope(actor), notificationSubjectKinds.filter((kind) => may(actor, permissionFor(kind)))];
}
