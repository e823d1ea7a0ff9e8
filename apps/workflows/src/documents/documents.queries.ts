import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, reachesPlant, type Actor } from '@kairos/auth';
import { PlainDate, type CountDocumentsQuery, type DocumentCounts, type DocumentPage, type DocumentStatus, type DocumentVersionList, type DocumentVersionView, type DocumentView, type ListDocumentsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { TenantDay } from '../tenant-day.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import { documentColumns, documentTables, filtersOf, inScope, statusOf, versionColumns } from './document.sql.ts';
import { DocumentNotFound, DocumentVersionNotFound } from './document.errors.ts';
import { toDocumentSummary, toVersionView, type DocumentRow, type VersionRow } from './document-view.calc.ts';

const from = `from ${documentTables}`;
const expiresBy = (days: number) => `count(*) filter (where d.archived_at is null and d.expires_on <= $2::date + ${days})::int`;
const counts = `count(*)::int as "all", count(*) filter (where ${statusOf} = 'To Approve')::int as "toApprove", count(*) filter (where ${statusOf} = 'Expired')::int as expired,
  ${expiresBy(30)} as "expiringWithin30Days", ${expiresBy(60)} as "expiringWithin60Days", ${expiresBy(90)} as "expiringWithin90Days"`;
const Position = z.tuple([PlainDate.nullable(), z.uuid()]);

@Injectable()
export class DocumentsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly links: DocumentLinks,
    private readonly day: TenantDay,
  ) {}

  async read(documentId: string, actor: Actor): Promise<DocumentView> {
    const [row] = await tenantQuery<DocumentRow>(this.em, `select ${documentColumns} ${from} where ${inScope} and d.id = $3`, [plantScope(actor), await this.day.today(), documentId]);
    if (!row) throw new DocumentNotFound();
    const links = (await this.links.of(documentId)).filter(({ plantId }) => plantId === null || reachesPlant(actor, plantId));
    return { ...toDocumentSummary(row), links: links.map(({ id, kind, targetId, workflowId, requirementCode }) => ({ id, kind, targetId, workflowId, requirementCode })) } as DocumentView;
  }

  /** Newest first, or by expiry: the cursor holds what the last row shown is sorted by. */
  async list(query: ListDocumentsQuery, actor: Actor): Promise<DocumentPage> {
    const { limit, cursor, expiringWithinDays } = query;
    const today = await this.day.today();
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [plantScope(actor), today, limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const byExpiry = expiringWithinDays !== undefined;
    const conditions = [
      inScope,
      ...filtersOf(query, today, place),
      ...(after && byExpiry ? [`(d.expires_on, d.id) > (${place(after[0])}::date, ${place(after[1])}::uuid)`] : []),
      ...(after && !byExpiry ? [`d.id < ${place(after[1])}::uuid`] : []),
    ];
    const sql = `select ${documentColumns} ${from} where ${conditions.join(' and ')} order by ${byExpiry ? 'd.expires_on, d.id' : 'd.id desc'} limit $3`;
    const rows = await tenantQuery<DocumentRow>(this.em, sql, values);
    return toPage(rows, limit, toDocumentSummary, ({ expiresOn, id }) => [expiresOn, id]);
  }

  /** How many a list of one status has, page after page. */
  async countOf(status: DocumentStatus, actor: Actor): Promise<number> {
    const values = [plantScope(actor), await this.day.today(), status];
    const [row] = await tenantQuery<{ n: number }>(this.em, `select count(*)::int as n from document d where ${inScope} and ${statusOf} = $3`, values);
    return row?.n ?? 0;
  }

  async counts({ plantId }: CountDocumentsQuery, actor: Actor): Promise<DocumentCounts> {
    const today = await this.day.today();
    const values: unknown[] = [plantScope(actor), today];
    const conditions = [inScope, ...filtersOf({ plantId }, today, (value) => `$${values.push(value)}`)];
    const [row] = await tenantQuery<DocumentCounts>(this.em, `select ${counts} from document d where ${conditions.join(' and ')}`, values);
    return row as DocumentCounts;
  }

  /** Newest first. */
  async versions(documentId: string, actor: Actor): Promise<DocumentVersionList> {
    await this.read(documentId, actor);
    const rows = await tenantQuery<VersionRow>(this.em, `select ${versionColumns} from document_version v where v.document_id = $1 order by v.number desc`, [documentId]);
    return { items: rows.map(toVersionView) };
  }

  /** @param documentVersionId undefined for the latest */
  async version(documentId: string, documentVersionId: string | undefined, actor: Actor): Promise<DocumentVersionView> {
    const { latestVersion } = await this.read(documentId, actor);
    const [row] = await tenantQuery<VersionRow>(this.em, `select ${versionColumns} from document_version v where v.document_id = $1 and v.id = $2`, [documentId, documentVersionId ?? latestVersion.id]);
    if (!row) throw new DocumentVersionNotFound();
    return toVersionView(row);
  }
}
