import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { CheckPointBody } from '@kairos/contracts';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import { NoSuchPoint, TaskIsClosed } from '../tasks/task.errors.ts';
import { TaskRepository } from './task.repository.ts';

/** Ticks a point of the checklist, or takes the tick away. */
@Injectable()
export class CheckPointHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { code, done }: CheckPointBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    if (isClosed(task)) throw new TaskIsClosed(task.state);
    if (!task.definition.checklist.some((point) => point.code === code)) throw new NoSuchPoint();
    if ((code in task.checked) === done) return;
    const { [code]: _taken, ...others } = task.checked;
    task.change({ checked: done ? { ...others, [code]: { by: actor.userId, at: new Date().toISOString() } } : others });
    running.note({ taskId, kind: 'task.checklist', before: { [code]: !done }, after: { [code]: done } });
    running.closeIfDone(task);
    await this.tasks.save(running);
  }
}
