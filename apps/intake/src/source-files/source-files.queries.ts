import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { SourceFileId, type ListSourceFilesQuery, type Page, type SniffResult, type SourceFileView } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { z } from 'zod';
import { positionOf } from '../cursor.calc.ts';
import { ownImports } from '../own-imports.calc.ts';
import { SourceFileNotFound } from './source-file.errors.ts';

type SourceFileRow = {
  id: string;
  fileName: string;
  contentType: string;
  byteSize: string;
  sha256: string;
  uploadedByUserId: string;
  uploadedAt: string;
};
type Summary = Omit<SourceFileView, 'sniff'>;

const columns = `id, file_name as "fileName", content_type as "contentType", byte_size as "byteSize", sha256,
  uploaded_by_user_id as "uploadedByUserId", uploaded_at as "uploadedAt"`;

/** Files of whom `$1` and `$2` name, as user and API key. */
const isOwn = `($1::uuid is null or ($2::uuid is null and uploaded_by_user_id = $1)
    or exists (select from source_file_upload u where u.source_file_id = source_file.id and u.user_id = $1 and ($2::uuid is null or u.api_key_id = $2)))`;

@Injectable()
export class SourceFilesQueries {
  constructor(private readonly em: EntityManager) {}

  async read(sourceFileId: string, actor: Actor): Promise<SourceFileView> {
    const { userId, apiKeyId } = ownImports(actor);
    const [row] = await tenantQuery<SourceFileRow & { sniff: SniffResult }>(this.em, `select ${columns}, sniff from source_file where ${isOwn} and id = $3`, [userId, apiKeyId, sourceFileId]);
    if (!row) throw new SourceFileNotFound();
    return { ...toSummary(row), sniff: row.sniff };
  }

  /** Newest first: ids grow with time. */
  async list({ limit, cursor }: z.infer<typeof ListSourceFilesQuery>, actor: Actor): Promise<Page<Summary>> {
    const { userId, apiKeyId } = ownImports(actor);
    const after = positionOf(cursor, SourceFileId, null);
    const rows = await tenantQuery<SourceFileRow>(
      this.em,
      `select ${columns} from source_file where ${isOwn} and ($3::uuid is null or id < $3) order by id desc limit $4`,
      [userId, apiKeyId, after, limit + 1],
    );
    return toPage(rows, limit, toSummary, ({ id }) => [id]);
  }
}

function toSummary({ byteSize, uploadedAt, ...row }: SourceFileRow): Summary {
  return { ...row, byteSize: Number(byteSize), uploadedAt: toInstant(uploadedAt) } as Summary;
}
