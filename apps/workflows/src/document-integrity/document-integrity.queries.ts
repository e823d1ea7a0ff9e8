import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { DamagedVersion, DocumentIntegrityView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';

const counts = `select count(*)::int as contents, count(*) filter (where k.checked_at is null)::int as "neverChecked", count(k.fault)::int as unreadable, min(k.checked_at) as "oldestCheckAt"
  from document_content c left join document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256`;
const damaged = `select d.id as "documentId", v.id as "documentVersionId", d.name, v.number as "versionNumber", v.sha256, k.finding, k.found_sha256 as "foundSha256", k.found_at as "foundAt"
  from document_check k join document_version v on v.tenant_id = k.tenant_id and v.sha256 = k.sha256 join document d on d.tenant_id = v.tenant_id and d.id = v.document_id
  where k.finding is not null order by k.found_at desc, v.id limit 100`;
const nothing: DocumentIntegrityView = { contents: 0, neverChecked: 0, unreadable: 0, oldestCheckAt: null, damaged: [] };

@Injectable()
export class DocumentIntegrityQueries {
  constructor(private readonly em: EntityManager) {}

  /** Of the whole tenant: nothing for whoever reaches a list of plants alone. */
  async read(actor: Actor): Promise<DocumentIntegrityView> {
    if (plantScope(actor) !== null) return nothing;
    const [row = nothing] = await tenantQuery<Omit<DocumentIntegrityView, 'damaged'>>(this.em, counts);
    const rows = await tenantQuery<DamagedVersion>(this.em, damaged);
    return { ...row, oldestCheckAt: row.oldestCheckAt && toInstant(row.oldestCheckAt), damaged: rows.map((each) => ({ ...each, foundAt: toInstant(each.foundAt) })) };
  }
}
