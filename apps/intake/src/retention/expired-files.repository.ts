import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { FileStore, takeTurnAtContent } from '@kairos/service-kit/file-store';
import { SourceFile } from '../source-files/source-file.entity.ts';

type Found = { id: string; sha256: string };

/** No import reads it, and nobody brought it within `$1` days. */
const expired = `select id, sha256 from source_file f
  where uploaded_at < now() - $1 * interval '1 day'
    and not exists (select from import_job j where j.tenant_id = f.tenant_id and j.source_file_id = f.id)
    and not exists (select from source_file_upload u where u.tenant_id = f.tenant_id and u.source_file_id = f.id and u.brought_at >= now() - $1 * interval '1 day')`;

/**
 * Files that no import reads and nobody brought for long. The database forgets a file first and remembers its bytes, which then leave
 * the store: whatever is killed in between, no file is without its bytes and no bytes are forgotten.
 */
@Injectable()
export class ExpiredFiles {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
  ) {}

  async remove(afterDays: number, signal: AbortSignal): Promise<void> {
    await this.emptyStore(signal);
    while (!signal.aborted) {
      const [found] = await tenantQuery<Found>(this.em, `${expired} order by id limit 1`, [afterDays]);
      if (!found) return;
      await this.forget(found, afterDays);
      this.em.clear();
      await this.emptyStore(signal);
    }
  }

  /** Asks again in turn with whoever uploads the same bytes. */
  private forget({ id, sha256 }: Found, afterDays: number): Promise<void> {
    return this.em.transactional(async (em) => {
      await takeTurnAtContent(em, currentTenantId(), sha256);
      const [still] = await tenantQuery<Found>(em, `${expired} and id = $2`, [afterDays, id]);
      if (!still) return;
      const file = await em.findOneOrFail(SourceFile, { id });
      file.remove();
      em.remove(file);
      await em.execute('insert into removed_content (tenant_id, sha256) values (?, ?) on conflict do nothing', [currentTenantId(), sha256]);
    });
  }

  private async emptyStore(signal: AbortSignal): Promise<void> {
    for (const { sha256 } of await tenantQuery<{ sha256: string }>(this.em, 'select sha256 from removed_content')) {
      if (signal.aborted) return;
      await this.em.transactional(async (em) => {
        await takeTurnAtContent(em, currentTenantId(), sha256);
        if ((await em.count(SourceFile, { sha256 })) === 0) await this.store.remove(currentTenantId(), sha256);
        await em.execute('delete from removed_content where sha256 = ?', [sha256]);
      });
    }
  }
}
