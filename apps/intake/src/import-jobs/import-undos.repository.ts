import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { mostObstacles, type UndoObstacle } from '@kairos/contracts';

/** An obstacle by the row of the import that it concerns. */
export type RowObstacle = UndoObstacle & { row: number | null };

/** What intake itself knows about undoing an import: who has used its records since, and which row is behind a record. */
@Injectable()
export class ImportUndos {
  constructor(private readonly em: EntityManager) {}

  /** Records of an import that a later one, which still stands, has met too. */
  async usedLater(importJobId: string): Promise<RowObstacle[]> {
    const rows = await this.em.execute<{ row: number; recordId: string; otherId: string }[]>(
      `select distinct on (a.row_number) a.row_number as row, a.record_id as "recordId", o.import_job_id as "otherId"
       from import_row_result a
         join import_job j on j.id = a.import_job_id
         join import_row_result o on o.tenant_id = a.tenant_id and o.record_id = a.record_id and o.import_job_id <> a.import_job_id and o.outcome in ('created', 'updated', 'unchanged')
         join import_job later on later.id = o.import_job_id and later.mode = 'apply' and later.status <> 'undone' and later.started_at > j.started_at
       where a.import_job_id = ? and a.outcome in ('created', 'updated') order by a.row_number limit ?`,
      [importJobId, mostObstacles],
    );
    return rows.map(({ row, recordId, otherId }) => ({ row, recordId, name: null, code: 'used-by-later-import', detail: `is in the later import ${otherId}; undo that first` }));
  }

  async withRows(importJobId: string, obstacles: readonly UndoObstacle[]): Promise<RowObstacle[]> {
    const found = await this.em.execute<{ row: number; recordId: string }[]>(
      `select min(row_number) as row, record_id as "recordId" from import_row_result
       where import_job_id = ? and record_id in (select json_array_elements_text(?::json)::uuid) group by record_id`,
      [importJobId, JSON.stringify(obstacles.map(({ recordId }) => recordId))],
    );
    const rows = new Map(found.map(({ recordId, row }) => [recordId, row]));
    return obstacles.map((obstacle) => ({ ...obstacle, row: rows.get(obstacle.recordId) ?? null })).sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }
}
