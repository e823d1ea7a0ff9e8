import { notificationPriorities, type NotificationTemplate, type NotificationTemplateCode } from '@kairos/contracts';
import type { Notice } from '../notifications/notifications.repository.ts';
import { moreOf } from './of-a-kind.calc.ts';
import type { KindCount } from '../notification-texts/render-notification.calc.ts';
import type { Untold } from './untold-notifications.repository.ts';

/**
 * What somebody is told of what came beyond measure: for each hour and type one notice with how many there were of each kind. It matters as
 * much as the most important of them, and is seen by who sees all of their plants.
 */
export function noticesOfMore(untold: readonly Untold[], userId: string, templateOf: (code: NotificationTemplateCode) => Pick<NotificationTemplate, 'type' | 'priority'>): Notice[] {
  const groups = new Map<string, [Untold, ...Untold[]]>();
  for (const row of untold) {
    const key = [row.toldIn.toISOString(), templateOf(row.template).type, row.subjectKind, row.insteadOf].join(' ');
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, rows]): Notice => {
    const [{ toldIn, template, subjectKind, insteadOf }] = rows;
    const priorities = rows.map((row) => templateOf(row.template).priority);
    const plantIds = [...new Set(rows.flatMap(({ plantId }) => plantId ?? []))];
    return {
      template: 'many_more', type: templateOf(template).type, priority: notificationPriorities.find((priority) => priorities.includes(priority)) ?? 'medium', parameters: { kinds: kindsOf(rows), since: toldIn.toISOString() },
      plantId: null, subject: null, covers: subjectKind && { kind: subjectKind, plantIds, subjectIds: [] }, link: moreOf(template)?.link ?? null, reason: `more ${key}`, ...(insteadOf ? { insteadOf } : {}), userIds: [userId],
    };
  });
}

function kindsOf(rows: readonly Untold[]): KindCount[] {
  const counts = new Map<NotificationTemplateCode, number>();
  for (const { template, count } of rows) counts.set(template, (counts.get(template) ?? 0) + count);
  return [...counts].map(([template, count]) => ({ kind: moreOf(template)?.kind ?? { en: template, it: template }, count }));
}
