import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { executeInTransaction } from '@kairos/tenancy';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { heldByTask, type HeldTask } from '../tasks/held-task.calc.ts';

type Held = { workflowId: string; version: number; held: HeldTask | { status: string } };
/** By the id of a workflow or task: how it stood before a chunk. */
export type Before = ReadonlyMap<string, Held>;
type Chunk = { importJobId: string; chunkIndex: number; tenantId: string };

const keepSql = `insert into task_import_before (tenant_id, import_job_id, chunk_index, kind, record_id, workflow_id, version_before, version_after, held)
  select $1, $2, $3, kind, record_id, workflow_id, version_before, version_after, held
  from json_to_recordset($4::json) as touched (kind text, record_id uuid, workflow_id uuid, version_before integer, version_after integer, held json)`;

/** What imports found before they changed it, for an undo to give back. */
@Injectable()
export class TaskImportHistory {
  constructor(private readonly em: EntityManager) {}

  before(workflows: readonly RunningWorkflow[]): Before {
    return new Map(workflows.flatMap(({ workflow, tasks }): [string, Held][] => [
      [workflow.id, { workflowId: workflow.id, version: workflow.version, held: { status: workflow.status } }],
      ...tasks.map((task): [string, Held] => [task.id, { workflowId: workflow.id, version: task.version, held: heldByTask(task) }]),
    ]));
  }

  /** Keeps what a chunk changed, once it is stored: what was not there before held nothing. */
  async keep({ importJobId, chunkIndex, tenantId }: Chunk, before: Before, workflows: readonly RunningWorkflow[]): Promise<void> {
    const touched = workflows.flatMap(({ workflow, tasks }) => [
      { kind: 'workflow', record_id: workflow.id, workflow_id: workflow.id, version_after: workflow.version },
      ...tasks.map((task) => ({ kind: 'task', record_id: task.id, workflow_id: workflow.id, version_after: task.version })),
    ]).flatMap((record) => {
      const held = before.get(record.record_id);
      return held?.version === record.version_after ? [] : [{ ...record, version_before: held?.version ?? 0, held: held?.held ?? null }];
    });
    if (touched.length > 0) await executeInTransaction(this.em, keepSql, [tenantId, importJobId, chunkIndex, JSON.stringify(touched)]);
  }
}
