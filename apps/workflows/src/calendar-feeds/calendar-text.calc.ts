import { createHash } from 'node:crypto';
import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { DeadlineObligation, Obligation } from '@kairos/contracts';
import { addDays } from '../obligations/plain-date.calc.ts';

export type CalendarDeadline = {
  id: string; plantId: string; plantName: string; obligation: DeadlineObligation; wording: Obligation | undefined; status: 'open' | 'completed' | 'withdrawn';
  dueOn: string; completedOn: string | null; sequence: number; changedAt: Date;
};
type Locale = 'en' | 'it';

const daySeconds = 86_400;
const words = {
  en: { done: 'Done', withdrawn: 'Withdrawn', authority: 'To', reference: 'Legal basis', documents: 'Documents', window: 'From' },
  it: { done: 'Fatto', withdrawn: 'Decaduto', authority: 'Ente', reference: 'Riferimento normativo', documents: 'Documenti', window: 'Dal' },
} as const;

/**
 * A calendar of deadlines as iCalendar text (RFC 5545), each a whole day. The same deadlines give the same text, byte for byte.
 * The UID of a deadline never changes; its SEQUENCE rises when its date moves or it ends; what was withdrawn is cancelled.
 */
export function calendarText(title: string, locale: Locale, deadlines: readonly CalendarDeadline[]): string {
  const calendar = new ICalCalendar({ name: title, prodId: { company: 'Kairos', product: 'Deadlines', language: locale.toUpperCase() }, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  for (const deadline of deadlines) addTo(calendar, deadline, locale);
  return calendar.toString();
}

/** The entity tag of a text. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url')}"`;
}

function addTo(calendar: ICalCalendar, deadline: CalendarDeadline, locale: Locale): void {
  const { id, status, dueOn, sequence, changedAt, wording } = deadline;
  const event = calendar.createEvent({
    id: `deadline-${id}@kairos`,
    sequence,
    stamp: changedAt,
    lastModified: changedAt,
    start: dayOf(dueOn),
    end: dayOf(addDays(dueOn, 1)),
    allDay: true,
    summary: summaryOf(deadline, locale),
    description: descriptionOf(deadline, locale),
    status: status === 'withdrawn' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    categories: [{ name: deadline.obligation.authority }, { name: deadline.obligation.category }],
    ...(wording?.portal ? { url: wording.portal } : {}),
  });
  if (status !== 'open') return;
  for (const days of wording?.leadAlertDays ?? []) {
    event.createAlarm({ type: ICalAlarmType.display, trigger: days * daySeconds, description: summaryOf(deadline, locale) });
  }
}

function summaryOf({ status, obligation, plantName }: CalendarDeadline, locale: Locale): string {
  const subject = `${obligation.title[locale]} – ${plantName}`;
  return status === 'open' ? subject : `${words[locale][status === 'completed' ? 'done' : 'withdrawn']}: ${subject}`;
}

function descriptionOf({ obligation, wording, dueOn }: CalendarDeadline, locale: Locale): string {
  const { authority, reference, documents, window } = words[locale];
  return [
    `${authority}: ${obligation.authority}`,
    ...(wording ? [`${reference}: ${wording.legalReference}`] : []),
    ...(wording?.windowOpensOn ? [`${window}: ${dueOn.slice(0, 4)}-${wording.windowOpensOn}`] : []),
    ...(wording && wording.requiredDocuments.length > 0 ? [`${documents}: ${wording.requiredDocuments.map((each) => each.title[locale]).join('; ')}`] : []),
  ].join('\n');
}

/** A day as the library takes it for whole days: by the parts of the local date. */
function dayOf(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day);
}
