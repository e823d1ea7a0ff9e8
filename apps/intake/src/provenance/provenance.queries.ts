import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { upgradeRecipe, type ProvenanceView, type Recipe } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { ownImports } from '../own-imports.calc.ts';
import { writtenFields, type AppliedRow } from './written-fields.calc.ts';

/** Which import wrote what in a record. Kept nowhere: the rows of imports tell it, with their recipes. */
@Injectable()
export class ProvenanceQueries {
  constructor(private readonly em: EntityManager) {}

  /** Imports that were undone wrote nothing; plans never did. Whoever reaches a list of plants is told of those, and of their own imports. */
  async read(recordId: string, actor: Actor): Promise<ProvenanceView> {
    const { userId, apiKeyId, plants } = ownImports(actor);
    const rows = await tenantQuery<AppliedRow>(
      this.em,
      `select j.recipe ->> 'target' as target, a.import_job_id as "importJobId", a.row_number as row, a.line, f.file_name as "sourceFileName",
         j.started_by_user_id as "importedByUserId", coalesce(j.finished_at, j.started_at, j.created_at) as "importedAt", j.recipe,
         case when a.outcome = 'updated' then coalesce(a.changed_fields, '{}') end as "changedFields"
       from import_row_result a
         join import_job j on j.tenant_id = a.tenant_id and j.id = a.import_job_id
         join source_file f on f.tenant_id = j.tenant_id and f.id = j.source_file_id
       where a.record_id = $1 and a.outcome in ('created', 'updated') and j.mode = 'apply' and j.status not in ('undone')
         and ($4::uuid[] is null or a.record_id = any($4)) and ($2::uuid is null or (j.started_by_user_id = $2 and ($3::uuid is null or j.api_key_id = $3)))
       order by j.started_at desc, j.id desc, a.row_number desc limit 1000`,
      [recordId, userId, apiKeyId, plants],
    );
    const fields = writtenFields(rows.map((row) => ({ ...row, recipe: upgradeRecipe<Recipe>(row.recipe), importedAt: toInstant(row.importedAt) })));
    return { recordId, fields };
  }
}
