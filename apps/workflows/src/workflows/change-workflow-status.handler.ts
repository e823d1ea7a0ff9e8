import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeWorkflowStatusBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { followFacts } from './apply-plant-facts.ts';
import { WorkflowRepository } from './workflow.repository.ts';

@Injectable()
export class ChangeWorkflowStatusHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, { status, reason }: ChangeWorkflowStatusBody, expectedVersion: number, actor: Actor): Promise<void> {
    const running = await this.workflows.load(workflowId, actor);
    expectVersion(running.workflow.version, expectedVersion);
    running.moveWorkflow(status, reason ?? null);
    if (status === 'Active' && running.plant) followFacts(running, running.plant);
    await this.workflows.save(running);
  }
}
