import { z } from 'zod';

/**
 * What calls for somebody, among the plants that the caller reaches. Each number is that of the list which shows the rows: `workflows?status=Active&late=true`, `my-tasks` and
 * `my-tasks?overdue=true`, `documents?status=To Approve`, `deadlines?overdue=true` and `?withinDays=30`, `compliance-matrix`. What the caller may not see is null.
 */
export const WorkflowsDashboard = z.object({
  workflows: z.object({ active: z.int(), late: z.int() }),
  myTasks: z.object({ open: z.int(), late: z.int() }),
  documents: z.object({ toReview: z.int() }).nullable(),
  deadlines: z.object({ overdue: z.int(), dueWithin30Days: z.int() }).nullable(),
  compliance: z.object({ plants: z.int(), meanScorePercent: z.int().nullable(), alerts: z.int() }).nullable(),
});
export type WorkflowsDashboard = z.infer<typeof WorkflowsDashboard>;
