import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditSeal } from '@kairos/contracts/audit-chain';

/** Seals outside the database: one file for each tenant that only grows, a seal on each line. */
export class SealFiles {
  constructor(private readonly folder: string) {}

  /** Returns when the seal is on the disk. */
  async append(seal: AuditSeal): Promise<void> {
    const file = await open(this.pathOf(seal.tenantId), 'a', 0o600);
    try {
      await file.write(`${JSON.stringify(seal)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async of(tenantId: string): Promise<AuditSeal[]> {
    const text = await readFile(this.pathOf(tenantId), 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return '';
      throw error as Error;
    });
    return text.split('\n').flatMap((line) => {
      try {
        return [AuditSeal.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
  }

  private pathOf(tenantId: string): string {
    return join(this.folder, `audit-seals-${tenantId}.jsonl`);
  }
}
