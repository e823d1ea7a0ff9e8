import { z } from 'zod';
import { TeamId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';

const memberUserIds = z.array(UserId).max(200);

/** Tasks are given to a team by its name, which stays. */
export const SetUpTeamBody = z.strictObject({ name: z.string().trim().min(1).max(100), memberUserIds });
export type SetUpTeamBody = z.infer<typeof SetUpTeamBody>;
export const ChangeTeamBody = z.strictObject({ memberUserIds });
export type ChangeTeamBody = z.infer<typeof ChangeTeamBody>;

export const TeamView = z.object({ id: TeamId, name: z.string(), memberUserIds: z.array(UserId), updatedAt: Instant, version: z.int().positive() });
export type TeamView = z.infer<typeof TeamView>;
/** By name. */
export const TeamList = z.object({ items: z.array(TeamView) });
export type TeamList = z.infer<typeof TeamList>;
