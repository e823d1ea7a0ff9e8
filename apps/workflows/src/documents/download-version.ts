import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { DocumentVersionView } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId } from '@kairos/tenancy';
import { attachmentNamed } from '../document-content/content-disposition.calc.ts';
import { DocumentContentMissing } from '../document-content/document-content.errors.ts';

/** The bytes of a version, to be saved and never shown by the browser as a page of ours. */
@Injectable()
export class DownloadVersion {
  constructor(private readonly store: FileStore) {}

  async open({ sha256, byteSize, mediaType, fileName }: DocumentVersionView): Promise<StreamableFile> {
    if (!(await this.store.has(currentTenantId(), sha256))) throw new DocumentContentMissing();
    return new StreamableFile(Readable.from(this.store.read(currentTenantId(), sha256)), { type: mediaType, length: byteSize, disposition: attachmentNamed(fileName) });
  }
}
