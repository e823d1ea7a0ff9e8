import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TaskSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { taskState, WorkflowTask } from './task.entity.ts';

@Injectable()
@Snapshots('workflows.task')
export class TaskSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<WorkflowTask[]> {
    const tasks = await this.em.find(WorkflowTask, where, options);
    for (const task of tasks) record(task, TaskSnapshot, taskState(task));
    return tasks;
  }
}
