import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeTaskBody } from '@kairos/contracts';
import { problemsOfData } from '../tasks/task-form.calc.ts';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import { InvalidTaskData, TaskIsClosed } from '../tasks/task.errors.ts';
import { TaskRepository } from './task.repository.ts';

/** Changes priority, practice, hours or the form of a task. */
@Injectable()
export class ChangeTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { data, ...facts }: ChangeTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    const problems = problemsOfData(task.definition.dataFields, data ?? {});
    if (problems.length > 0) throw new InvalidTaskData(problems);
    if (data && isClosed(task)) throw new TaskIsClosed(task.state);
    const given = { ...facts, ...(data ? { data: { ...task.data, ...data } } : {}) } as Parameters<typeof task.change>[0];
    const before = Object.fromEntries(Object.keys(given).map((field) => [field, task[field as keyof typeof given] ?? null]));
    const changed = task.change(given);
    if (changed.length === 0) return;
    running.note({ taskId, kind: 'task.changed', before: pick(before, changed), after: pick(given, changed) });
    running.closeIfDone(task);
    await this.tasks.save(running);
  }
}

function pick(values: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
