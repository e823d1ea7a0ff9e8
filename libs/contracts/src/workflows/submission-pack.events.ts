import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId, SubmissionPackId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';

export const SubmissionPackMade = defineEvent({
  type: 'workflows.submission-pack.made',
  version: 1,
  summary: 'Documents of a workflow were put together to be submitted; the hash of the manifest says which.',
  visibility: { permission: 'documents.document.read', plantIdField: 'plantId' },
  data: z.object({
    submissionPackId: SubmissionPackId, workflowId: WorkflowId, taskId: WorkflowTaskId.nullable(), plantId: PlantId, manifestSha256: z.string(), documentCount: z.int().positive(),
    missingCount: z.int().nonnegative(), madeByUserId: UserId,
  }),
});
