import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { insertRow, tenantQuery } from '@kairos/tenancy';
import type { HeldTask } from '../tasks/held-task.calc.ts';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import type { WorkflowStatus } from '@kairos/contracts';

/** A workflow or task that an import touched: how it stood before, and the version behind the last chunk. `broken`: somebody else changed it between two chunks. */
export type Touched = { kind: 'workflow' | 'task'; recordId: string; workflowId: string; versionAfter: number; held: HeldTask | { status: WorkflowStatus } | null; broken: boolean };

const touchedSql = `select kind, record_id as "recordId", (array_agg(workflow_id order by chunk_index desc))[1] as "workflowId", (array_agg(version_after order by chunk_index desc))[1] as "versionAfter",
    (array_agg(held order by chunk_index))[1] as held, bool_or(version_before is distinct from coalesce(earlier, version_before)) as broken
  from (select *, lag(version_after) over (partition by record_id order by chunk_index) as earlier from task_import_before where import_job_id = $1) b
  group by kind, record_id order by record_id`;

/** What imports of tasks touched, and which of them were undone. */
@Injectable()
export class TaskImportUndos {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
  ) {}

  async done(importJobId: string): Promise<{ removed: number; restored: number } | undefined> {
    const [row] = await tenantQuery<{ removed: number; restored: number }>(this.em, 'select removed, restored from task_import_undo where import_job_id = $1', [importJobId]);
    return row;
  }

  /** With the workflows they are in and those that these are within; the facts of the plants that the actor reaches are held first. */
  async touched(importJobId: string, actor: Actor, mode: 'hold' | 'look'): Promise<{ touched: Touched[]; plants: PlantFacts[]; workflowIds: string[] }> {
    const touched = await tenantQuery<Touched>(this.em, touchedSql, [importJobId]);
    const workflows = await tenantQuery<{ id: string; plantId: string }>(
      this.em,
      `with recursive around (id, plant_id, parent_workflow_id) as (
         select id, plant_id, parent_workflow_id from workflow where id = any($1::uuid[])
         union select w.id, w.plant_id, w.parent_workflow_id from around join workflow w on w.id = around.parent_workflow_id)
       select id, plant_id as "plantId" from around`,
      [[...new Set(touched.map(({ workflowId }) => workflowId))]],
    );
    const plants = await this.facts.byId([...new Set(workflows.map(({ plantId }) => plantId))], plantScope(actor), mode);
    return { touched, plants, workflowIds: workflows.map(({ id }) => id) };
  }

  async keep(importJobId: string, tenantId: string, { removed, restored }: { removed: number; restored: number }): Promise<void> {
    await insertRow(this.em, 'task_import_undo', { tenant_id: tenantId, import_job_id: importJobId, removed, restored, undone_at: new Date() });
  }
}
