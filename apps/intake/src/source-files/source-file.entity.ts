import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { SourceFileRemoved, SourceFileStored, type SniffResult, type SourceFileId, type SourceFileState, type UserId } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';

const SourceFileSchema = defineEntity({
  name: 'SourceFile',
  tableName: 'source_file',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    fileName: p.string(),
    contentType: p.string(),
    byteSize: p.bigint('number'),
    sha256: p.string(),
    sniff: p.json<SniffResult>().hidden(),
    uploadedByUserId: p.uuid(),
    uploadedAt: p.datetime(),
    version: p.integer().version(),
  },
});

export type ArrivedFile = {
  tenantId: string;
  fileName: string;
  contentType: string;
  byteSize: number;
  sha256: string;
  sniff: SniffResult;
  uploadedByUserId: string;
};

/** A file that arrived in full. What it holds never changes. */
export class SourceFile extends SourceFileSchema.class {
  static store(arrived: ArrivedFile): SourceFile {
    const file = Object.assign(new SourceFile(), {
      ...arrived,
      id: newId(),
      uploadedAt: new Date(),
      version: 1,
    } satisfies RequiredEntityData<SourceFile>);
    record(file, SourceFileStored, file.state());
    return file;
  }

  /** Says that it will be removed. */
  remove(): void {
    record(this, SourceFileRemoved, this.state());
  }

  state(): SourceFileState {
    const { id, fileName, byteSize, sha256, uploadedByUserId } = this;
    return { sourceFileId: id as SourceFileId, fileName, byteSize, sha256, uploadedByUserId: uploadedByUserId as UserId };
  }
}
SourceFileSchema.setClass(SourceFile);
