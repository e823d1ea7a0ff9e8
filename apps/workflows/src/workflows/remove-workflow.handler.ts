import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { WorkflowRepository } from './workflow.repository.ts';

/** Takes a workflow that is a draft or over out of sight; its record is kept. */
@Injectable()
export class RemoveWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const running = await this.workflows.load(workflowId, actor);
    expectVersion(running.workflow.version, expectedVersion);
    running.workflow.remove();
    running.note({ kind: 'workflow.removed', before: { status: running.workflow.status } });
    await this.workflows.save(running);
  }
}
