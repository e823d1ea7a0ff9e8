import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';
import type { WorkflowTask } from '../tasks/task.entity.ts';

const TaskCommentSchema = defineEntity({
  name: 'TaskComment',
  tableName: 'task_comment',
  properties: { id: p.uuid().primary(), tenantId: p.uuid(), workflowId: p.uuid(), taskId: p.uuid(), authorId: p.uuid(), text: p.text(), mentions: p.array(), writtenAt: p.datetime() },
});

/** What somebody wrote about a task. */
export class TaskComment extends TaskCommentSchema.class {
  static write({ tenantId, workflowId, id: taskId }: WorkflowTask, authorId: string, text: string, mentions: string[]): TaskComment {
    return Object.assign(new TaskComment(), { id: newId(), tenantId, workflowId, taskId, authorId, text, mentions, writtenAt: new Date() } satisfies RequiredEntityData<TaskComment>);
  }
}
TaskCommentSchema.setClass(TaskComment);
