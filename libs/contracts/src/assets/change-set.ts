import { z } from 'zod';

export const changeSetStatuses = ['proposed', 'applied', 'rejected', 'withdrawn'] as const;
export const ChangeSetStatus = z.enum(changeSetStatuses);
export type ChangeSetStatus = z.infer<typeof ChangeSetStatus>;

/** Which status may follow which: what was decided stays so. */
export const changeSetTransitions: Record<ChangeSetStatus, readonly ChangeSetStatus[]> = { proposed: ['applied', 'rejected', 'withdrawn'], applied: [], rejected: [], withdrawn: [] };
