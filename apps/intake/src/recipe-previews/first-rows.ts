import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { RecipeParse, SniffResult } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { readRowsInTurn } from '../formats/read-rows-in-turn.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { SourceFileNotFound } from '../source-files/source-file.errors.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { UnknownSourceFile } from './recipe-preview.errors.ts';

const mostRows = 500;
const nothing: RowBatch = { columns: [], rows: [], bytesRead: 0 };

/** The beginning of a stored file, read as a recipe or the sniffer says. */
@Injectable()
export class FirstRows {
  constructor(
    private readonly files: SourceFilesQueries,
    private readonly store: FileStore,
  ) {}

  /** @throws UnknownSourceFile, or FileFault for a file that cannot be read as the recipe says */
  async read(sourceFileId: string, actor: Actor, { parse, columns }: { parse: RecipeParse; columns: readonly string[] }): Promise<RowBatch & { sniff: SniffResult }> {
    const { sha256, sniff } = await this.files.read(sourceFileId, actor).catch((error: unknown) => {
      throw error instanceof SourceFileNotFound ? new UnknownSourceFile() : error;
    });
    const options = { ...rowOptions(parse, sniff, columns), batchSize: mostRows };
    // The first batch is enough; leaving the loop closes the file.
    for await (const batch of readRowsInTurn(this.store.read(actor.tenantId, sha256), options)) return { ...batch, sniff };
    return { ...nothing, sniff };
  }
}
