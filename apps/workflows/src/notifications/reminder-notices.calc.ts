import type { LocalText, NotificationPriority } from '@kairos/contracts';
import type { Notice } from './notifications.repository.ts';

/** Something that falls due, or did; `leadDays` is the step it stands at. */
export type Due = { plantId: string; plantName: string; subject: LocalText; dueOn: string; leadDays: number; daysLeft: number };
type About = Pick<Notice, 'subject' | 'link' | 'userIds'> & { subject: NonNullable<Notice['subject']> };

const urgentDays = 1;
const nearDays = 7;

/** What is told of one thing that falls due. */
export function reminderOf({ plantId, plantName, subject, dueOn, leadDays, daysLeft }: Due, about: About): Notice {
  return {
    ...about, plantId, template: daysLeft < 0 ? 'deadline_overdue' : daysLeft <= urgentDays ? 'task_deadline_urgent' : 'task_deadline_reminder', priority: priorityOf(daysLeft),
    parameters: { subject, plantName, dueOn, daysLeft }, reason: `${about.subject.kind} ${about.subject.id} ${dueOn} ${leadDays}`,
  };
}

/** What is told of many that somebody would otherwise be told of one by one, the first of which falls due first. */
export function reminderOfMany(notices: readonly [Notice, ...Notice[]], subject: LocalText, link: string): Omit<Notice, 'userIds'> {
  const [{ parameters: { dueOn = null, daysLeft = null }, reason }] = notices;
  return {
    template: 'many_due', priority: priorityOf(Number(daysLeft)), parameters: { count: notices.length, subject, dueOn, daysLeft },
    plantId: null, subject: null, link, reason: `${reason} and more`,
  };
}

function priorityOf(daysLeft: number): NotificationPriority {
  if (daysLeft <= urgentDays) return 'high';
  return daysLeft <= nearDays ? 'medium' : 'low';
}
