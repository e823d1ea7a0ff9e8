import type { LocalText } from '@kairos/contracts';
import type { NewTask } from '../tasks/task.entity.ts';
import { daysLeft } from '../tasks/task-view.calc.ts';
import type { WorkflowPlan } from '../workflows/workflow.entity.ts';

const stage = { code: 'renewal', title: { en: 'Renewal', it: 'Rinnovo' }, phase: null, durationDays: 0, parallel: false };
const alertDays = [30, 15, 7, 1];

/** A workflow of one task: to renew a document of a plant. */
export function renewalPlan(name: string, plantId: string, today: string): WorkflowPlan {
  return {
    plantId, name: `Renewal: ${name}`, description: null, template: null, type: 'CUSTOM', purpose: 'Recurring Compliance', category: 'Compliance', startsOn: today, durationDays: null, stages: [stage], authorities: [],
    baseDocuments: [], alertDays, draft: false,
  };
}

/** Due on the last day that the document is valid, or today where that is past. */
export function renewalTask(name: string, expiresOn: string, today: string): Omit<NewTask, 'tenantId' | 'workflowId' | 'plantId'> {
  const title: LocalText = { en: `Renew ${name}`, it: `Rinnova ${name}` };
  const instructions: LocalText = {
    en: 'Add a version that is valid for longer; the task is completed with it.', it: 'Aggiungere una versione valida più a lungo; con essa l’attività è completata.',
  };
  const dueOn = expiresOn > today ? expiresOn : today;
  return {
    stageCode: stage.code, code: 'renewal', position: 0, priority: 'High', dependsOn: [], dates: { startsOn: today, dueOn }, skipped: null,
    definition: {
      title, instructions, optional: false, milestone: false, appliesWhen: null, authority: null, practiceType: null, portal: null, credentials: [], durationDays: daysLeft(dueOn, today), durationIn: 'calendarDays', peremptory: null,
      documents: [], checklist: [], dataFields: [], suggestedRole: null, allowedRoles: [], completion: { requires: [], when: null, closesItself: false }, alertDays,
    },
  };
}
