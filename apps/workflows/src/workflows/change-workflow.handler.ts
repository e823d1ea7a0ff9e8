import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeWorkflowBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { WorkflowRepository } from './workflow.repository.ts';

@Injectable()
export class ChangeWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, { name, description }: ChangeWorkflowBody, expectedVersion: number, actor: Actor): Promise<void> {
    const running = await this.workflows.load(workflowId, actor);
    const { workflow } = running;
    expectVersion(workflow.version, expectedVersion);
    const before = { name: workflow.name, description: workflow.description ?? null };
    const changed = workflow.change({ ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) });
    if (changed.length === 0) return;
    running.note({ kind: 'workflow.changed', before, after: { name: workflow.name, description: workflow.description ?? null } });
    await this.workflows.save(running);
  }
}
