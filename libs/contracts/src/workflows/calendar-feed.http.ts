import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { Locale } from '../identity/tenant.ts';
import { Instant } from '../primitives.ts';

export const CalendarFeedId = z.uuid().brand<'CalendarFeedId'>();
export type CalendarFeedId = z.infer<typeof CalendarFeedId>;

/** `user`: what its owner reaches at each time; `plant`: one plant; `tenant`: all plants, of whoever reaches them all. */
export const calendarFeedScopes = ['user', 'plant', 'tenant'] as const;
export const CalendarFeedScope = z.enum(calendarFeedScopes);
export type CalendarFeedScope = z.infer<typeof CalendarFeedScope>;

export const CreateCalendarFeedBody = z
  .strictObject({ scope: CalendarFeedScope, plantId: PlantId.nullish(), locale: Locale.default('en'), title: z.string().trim().min(1).max(100) })
  .refine(({ scope, plantId }) => (scope === 'plant') === Boolean(plantId), { path: ['plantId'], message: 'goes with the scope plant' });
export type CreateCalendarFeedBody = z.infer<typeof CreateCalendarFeedBody>;

export const CalendarFeedView = z.object({
  id: CalendarFeedId,
  scope: CalendarFeedScope,
  plantId: PlantId.nullable(),
  locale: Locale,
  title: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type CalendarFeedView = z.infer<typeof CalendarFeedView>;
export const CalendarFeedList = z.object({ items: z.array(CalendarFeedView) });
export type CalendarFeedList = z.infer<typeof CalendarFeedList>;

/** `path` holds the token and is shown this once: whoever has it reads the calendar. */
export const IssuedCalendarFeed = z.object({ feed: CalendarFeedView, path: z.string() });
export type IssuedCalendarFeed = z.infer<typeof IssuedCalendarFeed>;

export const CalendarFeedToken = z.string().regex(/^[A-Za-z0-9_-]{64}(\.ics)?$/, 'must be the token of a calendar feed');
