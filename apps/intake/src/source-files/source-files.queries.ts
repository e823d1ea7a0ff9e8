import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { SourceFileId, type ListSourceFilesQuery, type Page, type SniffResult, type SourceFileView } from '@kairos/contracts';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import type { z } from 'zod';
import { positionOf } from '../cursor.calc.ts';
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

@Injectable()
export class SourceFilesQueries {
  constructor(private readonly em: EntityManager) {}

  async read(sourceFileId: string): Promise<SourceFileView> {
    const [row] = await tenantQuery<SourceFileRow & { sniff: SniffResult }>(this.em, `select ${columns}, sniff from source_file where id = $1`, [sourceFileId]);
    if (!row) throw new SourceFileNotFound();
    return { ...toSummary(row), sniff: row.sniff };
  }

  /** Newest first: ids grow with time. */
  async list({ limit, cursor }: z.infer<typeof ListSourceFilesQuery>): Promise<Page<Summary>> {
    const after = positionOf(cursor, SourceFileId, null);
    const rows = await tenantQuery<SourceFileRow>(
      this.em,
      `select ${columns} from source_file where ($1::uuid is null or id < $1) order by id desc limit $2`,
      [after, limit + 1],
    );
    return toPage(rows, limit, toSummary, ({ id }) => [id]);
  }
}

function toSummary({ byteSize, uploadedAt, ...row }: SourceFileRow): Summary {
  return { ...row, byteSize: Number(byteSize), uploadedAt: toInstant(uploadedAt) } as Summary;
}
