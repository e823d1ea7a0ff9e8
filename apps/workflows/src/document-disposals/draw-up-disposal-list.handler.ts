import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { DocumentCategory, DrawUpDisposalListBody } from '@kairos/contracts';
import { executeInTransaction, tenantQuery } from '@kairos/tenancy';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { TenantDay } from '../tenant-day.ts';
import { DisposalList } from './disposal-list.entity.ts';
import { DisposalNeedsAllPlants, NothingToDisposeOf, NotToBeDisposedOf } from './document-disposals.errors.ts';

type Row = { id: string; name: string; category: DocumentCategory; expiresOn: string | null; retainUntil: string | null };

const most = 200;
/** Over, free, and on no list that somebody has yet to decide on. Hidden ones too: they were hidden because nothing keeps them. */
const due = `select d.id, d.name, d.category, d.expires_on::text as "expiresOn", d.retain_until::text as "retainUntil" from document d
  where (d.retain_until < $1::date or d.retain_until is null) and ($2::uuid[] is null or d.id = any($2)) and ($2::uuid[] is not null or d.retain_until is not null or d.deleted_at is not null)
    and not exists (select from legal_hold_document x join legal_hold h on h.tenant_id = x.tenant_id and h.id = x.legal_hold_id and h.released_at is null where x.tenant_id = d.tenant_id and x.document_id = d.id)
    and not exists (select from disposal_item i join disposal_list l on l.tenant_id = i.tenant_id and l.id = i.disposal_list_id and l.status in ('proposed', 'approved')
      where i.tenant_id = d.tenant_id and i.document_id = d.id)
    and ($4::uuid is null or (coalesce(d.retain_until, 'infinity'), d.id) > (coalesce($3::date, 'infinity'), $4))
  order by coalesce(d.retain_until, 'infinity'), d.id limit ${most}`;

/** Lists documents whose time is over, for somebody to approve. What a schedule lengthened since, or a workflow that goes on, keeps out. */
@Injectable()
export class DrawUpDisposalListHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly retention: RetentionPeriods,
    private readonly day: TenantDay,
  ) {}

  @Transactional()
  async execute({ reason, documentIds }: DrawUpDisposalListBody, actor: Actor): Promise<string> {
    if (plantScope(actor) !== null) throw new DisposalNeedsAllPlants();
    const today = await this.day.today();
    const over = await this.firstOver(today, documentIds ?? null);
    const missing = (documentIds ?? []).filter((id) => !over.some((row) => row.id === id));
    if (missing.length > 0) throw new NotToBeDisposedOf(missing);
    if (over.length === 0) throw new NothingToDisposeOf();
    const list = DisposalList.drawUp(actor, reason);
    await this.em.persist(list).flush();
    await executeInTransaction(
      this.em,
      `insert into disposal_item (tenant_id, disposal_list_id, document_id, name, category, retain_until)
       select $1, $2, item.id, item.name, item.category, item."retainUntil" from jsonb_to_recordset($3::jsonb) as item (id uuid, name text, category text, "retainUntil" date)`,
      [actor.tenantId, list.id, JSON.stringify(over)],
    );
    return list.id;
  }

  /** The first that are over, however many stand before them that something still keeps. */
  private async firstOver(today: string, documentIds: readonly string[] | null): Promise<Row[]> {
    const over: Row[] = [];
    for (let last: Row | undefined, more = true; more && over.length < most; ) {
      const rows: Row[] = await tenantQuery<Row>(this.em, due, [today, documentIds, last?.retainUntil ?? null, last?.id ?? null]);
      const periods = await this.retention.ofEach(rows);
      over.push(...rows.filter((_, at) => !periods[at]?.isOpen && (periods[at]?.until ?? '') < today));
      [last, more] = [rows.at(-1), rows.length === most];
    }
    return over.slice(0, most);
  }
}
