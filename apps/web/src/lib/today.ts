import { currentTimeZone } from './time-zone.ts';
import { dayOf } from './zoned-day.calc.ts';

/** Today in the time zone of who reads, as `2027-03-31`. */
export const todayHere = (): string => dayOf(new Date(), currentTimeZone());
