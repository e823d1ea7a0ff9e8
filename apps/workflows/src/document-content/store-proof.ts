import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { DocumentStoreAway } from './document-content.errors.ts';

/** Of fewer contents, all may be gone. */
const fewest = 5;
const sample = `select c.sha256 from document_content c left join document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256
  where c.sha256 <> $1 and k.finding is distinct from 'missing' order by c.stored_at desc limit 20`;

/** Tells a file that is gone from a store that is: a folder that is not mounted looks like one whose files are all gone. */
@Injectable()
export class StoreProof {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
  ) {}

  /** @throws DocumentStoreAway when no other content of the tenant is there either */
  async demand(missingSha256: string): Promise<void> {
    const others = await tenantQuery<{ sha256: string }>(this.em, sample, [missingSha256]);
    for (const { sha256 } of others) if (await this.store.has(currentTenantId(), sha256)) return;
    if (others.length >= fewest) throw new DocumentStoreAway();
  }
}
