import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { AddTaskBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { addTask } from './add-task.calc.ts';
import { WorkflowRepository } from './workflow.repository.ts';

/** Adds a task of its own to a workflow. */
@Injectable()
export class AddTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, body: AddTaskBody, expectedVersion: number, actor: Actor): Promise<{ taskId: string }> {
    const running = await this.workflows.load(workflowId, actor);
    expectVersion(running.workflow.version, expectedVersion);
    const task = addTask(running, body);
    await this.workflows.save(running);
    return { taskId: task.id };
  }
}
