import { z } from 'zod';

/** Which events are shown, by the beginning of their type. */
export const EventsSearch = z.object({ type: z.string().max(100).optional().catch(undefined) });
export type EventsSearch = z.infer<typeof EventsSearch>;
