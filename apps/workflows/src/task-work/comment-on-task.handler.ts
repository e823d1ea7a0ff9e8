import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { TaskCommented, type CommentBody, type TaskCommentView, type UserId } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { taskState } from '../tasks/task.entity.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { TaskComment } from './task-comment.entity.ts';
import { TaskRepository } from './task.repository.ts';

/** Writes a comment; it changes nothing of the task, so no version is asked for. */
@Injectable()
export class CommentOnTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { text, mentions }: CommentBody, actor: Actor): Promise<TaskCommentView> {
    const running = await this.workflows.load(workflowId, actor);
    const task = running.task(taskId);
    await this.tasks.standIn(running, task, actor);
    const mentioned = [...new Set(mentions)];
    await this.tasks.demandMembers(mentioned, task.plantId);
    const comment = TaskComment.write(task, actor.userId, text, mentioned);
    this.em.persist(comment);
    record(task, TaskCommented, { ...taskState(task), authorId: actor.userId as UserId, mentions: mentioned });
    running.note({ taskId, kind: 'task.commented', after: { commentId: comment.id, mentions: mentioned } });
    await this.workflows.save(running);
    return { id: comment.id, taskId: task.id, text, mentions: mentioned, authorId: actor.userId, writtenAt: comment.writtenAt.toISOString() } as TaskCommentView;
  }
}
