import type { LocalText, NotificationPriority, Obligation } from '@kairos/contracts';
import type { Notice } from '../notifications/notifications.repository.ts';
import type { KindCount } from '../notification-texts/render-notification.calc.ts';

/**
 * Something that falls due, or did. `leadDays` is the step it stands at, `lastLeadDay` the last of those that its rule names: from there on
 * it matters, however early that is.
 */
export type Due = { plantId: string; plantName: string; subject: LocalText; dueOn: string; leadDays: number; daysLeft: number; lastLeadDay?: number };
type About = Pick<Notice, 'subject' | 'link' | 'userIds'> & { subject: NonNullable<Notice['subject']> };

const urgentDays = 1;
const nearDays = 7;

/** The days before a deadline on which people are told of it: those that its obligation names, a week, and a day. */
export function stepsBefore({ leadAlertDays }: Pick<Obligation, 'leadAlertDays'>): number[] {
  return [...new Set([...leadAlertDays, nearDays, urgentDays])].sort((one, other) => other - one);
}

/** What is told of one thing that falls due. */
export function reminderOf({ plantId, plantName, subject, dueOn, leadDays, daysLeft, lastLeadDay }: Due, about: About): Notice {
  return {
    ...about, plantId, template: daysLeft < 0 ? 'deadline_overdue' : daysLeft <= urgentDays ? 'task_deadline_urgent' : 'task_deadline_reminder', priority: priorityOf(daysLeft, lastLeadDay),
    parameters: { subject, plantName, dueOn, daysLeft }, reason: `${about.subject.kind} ${about.subject.id} ${dueOn} ${leadDays}`,
  };
}

/** What is told of many that somebody would otherwise be told of one by one, the first of which falls due first. */
export function reminderOfMany(notices: readonly [Notice, ...Notice[]], subject: LocalText, link: string): Omit<Notice, 'userIds'> {
  const [{ parameters: { dueOn = null, daysLeft = null }, priority = priorityOf(Number(daysLeft)), reason }] = notices;
  return {
    template: 'many_due', priority, parameters: { count: notices.length, subject, kinds: kindsOf(notices), dueOn, daysLeft },
    plantId: null, subject: null, link, reason: `${reason} and more`,
  };
}

/** How many of the same words, and which. */
function kindsOf(notices: readonly Notice[]): KindCount[] {
  const kinds = new Map<string, KindCount & { ids: string[] }>();
  for (const { parameters, subject } of notices) {
    const kind = parameters['subject'] as LocalText;
    const known = kinds.get(kind.en) ?? { kind, count: 0, ids: [] };
    kinds.set(kind.en, { kind, count: known.count + 1, ids: [...known.ids, ...(subject ? [subject.id] : [])] });
  }
  return [...kinds.values()];
}

function priorityOf(daysLeft: number, lastLeadDay = nearDays): NotificationPriority {
  if (daysLeft <= urgentDays) return 'high';
  return daysLeft <= Math.max(nearDays, lastLeadDay) ? 'medium' : 'low';
}
