import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { SourceFileSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { SourceFile } from './source-file.entity.ts';

@Injectable()
@Snapshots('intake.source-file')
export class SourceFileSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<SourceFile[]> {
    const files = await this.em.find(SourceFile, where, options);
    for (const file of files) record(file, SourceFileSnapshot, file.state());
    return files;
  }
}
