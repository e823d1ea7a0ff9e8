import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { DocumentHit, DocumentSearchPage, SearchDocumentsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { toDocumentSummary, type DocumentRow } from '../documents/document-view.calc.ts';
import { documentColumns, documentTables, filtersOf } from '../documents/document.sql.ts';
import { TenantDay } from '../tenant-day.ts';
import { snippetOf } from './snippet.calc.ts';

/** Of more that match, the newest so many are ranked. */
const mostRanked = 1000;
const Position = z.tuple([z.number(), z.uuid()]);
const query = `(websearch_to_tsquery('italian', $3) || websearch_to_tsquery('english', $3))`;
const marks = `'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'`;
/** Around the first of the words, so that a long text costs no more than a short one. */
const place = `(select min(nullif(strpos(lower(t.content), word), 0)) from unnest(tsvector_to_array(to_tsvector('italian', $3) || to_tsvector('english', $3))) word)`;
const passage = `substr(t.content, greatest(1, coalesce(${place}, 1) - 300), 2000)`;
const headline = (language: string) => `ts_headline('${language}', p.passage, ${query}, ${marks})`;

// What holds no word, such as signs or stop words alone, matches nothing.
const ranked = `select m.document_id as id, ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', m.words, ${query}, 1)::float8 as rank from matching_documents(${query}, $1, $4, $5, ${mostRanked}) m where numnode(${query}) > 0`;
const hits = (narrowed: string) => `with ranked as materialized (${ranked}),
  page as materialized (select r.id, r.rank from ranked r ${narrowed} and ($6::float8 is null or (r.rank, r.id) < ($6::float8, $7::uuid)) order by r.rank desc, r.id desc limit $8)
  select ${documentColumns}, page.rank, (select case when strpos(h.headline, chr(2)) > 0 then h.headline else ${headline('english')} end from (select ${passage} as passage) p, lateral (select ${headline('italian')} as headline) h) as headline
  from page join document d on d.id = page.id join document_version v on v.tenant_id = d.tenant_id and v.id = d.latest_version_id left join document_text t on t.tenant_id = v.tenant_id and t.document_version_id = v.id
  order by page.rank desc, page.id desc`;

type HitRow = DocumentRow & { rank: number; headline: string | null };

@Injectable()
export class DocumentSearchQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly day: TenantDay,
  ) {}

  /** What matches best first: words in the name weigh more than tags, and those more than the text. */
  async search({ q, plantId, category, cursor, limit, ...filters }: SearchDocumentsQuery, actor: Actor): Promise<DocumentSearchPage> {
    const after = cursor === undefined ? [null, null] : decodeCursor(cursor, Position);
    const today = await this.day.today();
    const values: unknown[] = [plantScope(actor), today, q, plantId ?? null, category ?? null, after[0], after[1], limit + 1];
    const conditions = filtersOf(filters, today, (value) => `$${values.push(value)}`);
    const narrowed = conditions.length === 0 ? 'where true' : `join (${documentTables}) on d.id = r.id where ${conditions.join(' and ')}`;
    const rows = await tenantQuery<HitRow>(this.em, hits(narrowed), values);
    return toPage(rows, limit, toHit, ({ rank, id }) => [rank, id]);
  }
}

function toHit({ rank, headline: text, ...row }: HitRow): DocumentHit {
  return { document: toDocumentSummary(row), rank, snippet: snippetOf(text) };
}
