import type { LocalText, NotificationTemplateCode } from '@kairos/contracts';

/** As many of one kind as somebody is told one by one within an hour; of more they are told that there are more. */
export const toldInAnHour = 20;

/** What there is more of, in the singular, and where all of it is listed. */
export type OfAKind = { kind: LocalText; link: string };

const taskList = '/api/v1/workflows/my-tasks';
const workflowList = '/api/v1/workflows/workflows';
const kinds: Partial<Record<NotificationTemplateCode, OfAKind>> = {
  task_assigned: { kind: { en: 'task assigned to you', it: 'attività affidata a te' }, link: taskList },
  task_mention: { kind: { en: 'comment that mentions you', it: 'commento che ti menziona' }, link: taskList },
  workflow_blocked: { kind: { en: 'blocked workflow', it: 'iter bloccato' }, link: workflowList },
  workflow_completed: { kind: { en: 'completed workflow', it: 'iter completato' }, link: workflowList },
  document_uploaded: { kind: { en: 'document to decide on', it: 'documento da approvare' }, link: '/api/v1/workflows/documents?status=To%20Approve' },
  document_expiring: { kind: { en: 'document that expires', it: 'documento in scadenza' }, link: '/api/v1/workflows/documents' },
  maintenance_scheduled: { kind: { en: 'planned maintenance', it: 'manutenzione in programma' }, link: '/api/v1/assets/maintenance' },
};

/** What is told in place of a notification of which somebody has had enough; nothing for what is always told. */
export function moreOf(template: NotificationTemplateCode): OfAKind | undefined {
  return kinds[template];
}
