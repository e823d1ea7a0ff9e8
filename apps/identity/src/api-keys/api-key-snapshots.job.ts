import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { ApiKey } from './api-key.entity.ts';

@Injectable()
@Snapshots('identity.api-key')
export class ApiKeySnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<ApiKey[]> {
    const keys = await this.em.find(ApiKey, where, options);
    for (const key of keys) key.emitSnapshot();
    return keys;
  }
}
