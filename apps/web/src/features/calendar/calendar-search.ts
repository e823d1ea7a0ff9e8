import { z } from 'zod';
import { Authority, PlainDate } from '@kairos/contracts';

export const calendarViews = ['month', 'agenda'] as const;

/** Which month one looks at and how; without one it is the current month. */
export const CalendarSearch = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).optional().catch(undefined),
  view: z.enum(calendarViews).optional().catch(undefined),
  /** The day whose deadlines are shown beside the month. */
  day: PlainDate.optional().catch(undefined),
  authority: Authority.optional().catch(undefined),
});
export type CalendarSearch = z.infer<typeof CalendarSearch>;
