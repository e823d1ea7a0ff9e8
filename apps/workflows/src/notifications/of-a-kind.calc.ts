import type { LocalText, NotificationTemplateCode } from '@kairos/contracts';

/** As many of one kind as somebody is told one by one within an hour; of more they are told that there are more. */
export const toldInAnHour = 20;

/** What there is more of, and where all of it is listed. */
export type OfAKind = { kind: LocalText; link: string };

const taskList = '/api/v1/workflows/my-tasks';
const workflowList = '/api/v1/workflows/workflows';
const kinds: Partial<Record<NotificationTemplateCode, OfAKind>> = {
  task_assigned: { kind: { en: 'tasks assigned to you', it: 'attività affidate a te' }, link: taskList },
  task_mention: { kind: { en: 'comments that mention you', it: 'commenti che ti menzionano' }, link: taskList },
  workflow_blocked: { kind: { en: 'blocked workflows', it: 'iter bloccati' }, link: workflowList },
  workflow_completed: { kind: { en: 'completed workflows', it: 'iter completati' }, link: workflowList },
  document_uploaded: { kind: { en: 'documents to decide on', it: 'documenti da approvare' }, link: '/api/v1/workflows/documents?status=To%20Approve' },
  document_expiring: { kind: { en: 'documents that expire', it: 'documenti in scadenza' }, link: '/api/v1/workflows/documents' },
  maintenance_scheduled: { kind: { en: 'planned maintenance', it: 'manutenzioni in programma' }, link: '/api/v1/assets/maintenance' },
};

/** What is told in place of a notification of which somebody has had enough; nothing for what is always told. */
export function moreOf(template: NotificationTemplateCode): OfAKind | undefined {
  return kinds[template];
}
