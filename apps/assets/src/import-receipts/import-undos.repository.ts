import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { demandActingService, may, type Actor } from '@kairos/auth';
import type { Permission } from '@kairos/contracts';
import { ImportIsNotBeingUndone, ImportIsUndone, ImportNotPermitted } from '../plants/plant.errors.ts';

/** Which imports of components and readings are being undone, or were, and how much is left of each. */
@Injectable()
export class ImportUndos {
  constructor(private readonly em: EntityManager) {}

  /**
   * An undo is asked for by intake, which knows whose imports a user may undo, and changes records as an import does.
   *
   * @throws DomainError `only-by-service` @throws ImportNotPermitted
   */
  demandPermitted(actor: Actor, permission: Permission): void {
    demandActingService(actor, 'intake');
    if (!may(actor, permission)) throw new ImportNotPermitted(permission);
  }

  /** Keeps out chunks of the import, and other undos of it, until the transaction ends. */
  async lock(tenantId: string, importJobId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 4))', [`${tenantId}:${importJobId}`]);
  }

  /** For a chunk that is about to be applied: no undo is opened until the transaction ends. @throws ImportIsUndone */
  async demandNone(tenantId: string, importJobId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock_shared(hashtextextended(?, 4))', [`${tenantId}:${importJobId}`]);
    if (await this.opened(importJobId)) throw new ImportIsUndone();
  }

  async opened(importJobId: string): Promise<{ records: number; remaining: number } | undefined> {
    const [row] = await this.em.execute<{ records: number; remaining: number }[]>('select records, remaining from import_undo where import_job_id = ?', [importJobId]);
    return row;
  }

  async open(tenantId: string, importJobId: string, records: number): Promise<void> {
    await this.em.execute('insert into import_undo (tenant_id, import_job_id, records, remaining) values (?, ?, ?, ?)', [tenantId, importJobId, records, records]);
  }

  /** Begins a chunk of an undo: from here on the transaction may change what the undo holds. @throws ImportIsNotBeingUndone */
  async begin(tenantId: string, importJobId: string): Promise<void> {
    await this.lock(tenantId, importJobId);
    if (!(await this.opened(importJobId))) throw new ImportIsNotBeingUndone();
    await this.em.execute(`select set_config('app.undoing', 'yes', true)`);
  }

  /** Counts records that were undone. */
  async done(importJobId: string, records: number): Promise<void> {
    await this.em.execute('update import_undo set remaining = remaining - ? where import_job_id = ?', [records, importJobId]);
  }
}
