import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { WorkflowSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Workflow, workflowState } from './workflow.entity.ts';

@Injectable()
@Snapshots('workflows.workflow')
export class WorkflowSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Workflow[]> {
    const workflows = await this.em.find(Workflow, where, options);
    for (const workflow of workflows) record(workflow, WorkflowSnapshot, { ...workflowState(workflow), removed: workflow.removedAt !== null });
    return workflows;
  }
}
