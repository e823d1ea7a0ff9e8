import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { IntakeQuotaView } from '@kairos/contracts';
import { TenantSettings, type Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { ownerOf } from './statistics.queries.ts';

type QuotaRow = { bytes: number; files: number; running: number; mostGb: number | null };
const gigabyte = 1_000_000_000;

/** How much of its plan and settings a tenant uses; whoever sees their own imports alone is told what they use. */
@Injectable()
export class QuotaQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'MAX_UPLOAD_BYTES'>,
  ) {}

  async read(actor: Actor): Promise<IntakeQuotaView> {
    const [row] = await tenantQuery<QuotaRow>(
      this.em,
      `select coalesce(sum(f.byte_size), 0)::float8 as bytes, count(*)::int as files,
         (select count(*) from import_job j where j.finished_at is null and j.status in ('running', 'retrying') and ($1::uuid is null or (j.started_by_user_id = $1 and ($2::uuid is null or j.api_key_id = $2))))::int as running,
         (select (limits ->> 'storageGb')::int from tenant_terms) as "mostGb"
       from source_file f
       where $1::uuid is null or exists (select from source_file_upload u where u.source_file_id = f.id and u.user_id = $1 and ($2::uuid is null or u.api_key_id = $2))`,
      ownerOf(actor),
    );
    const { concurrentImportJobs, uploadMaxMib } = await this.settings.read();
    const { bytes = 0, files = 0, running = 0, mostGb = null } = row ?? {};
    return {
      storage: { bytes, limitBytes: mostGb === null ? null : mostGb * gigabyte }, files, runningJobs: { count: running, limit: concurrentImportJobs },
      largestUploadBytes: Math.min(uploadMaxMib * 1024 * 1024, this.config.MAX_UPLOAD_BYTES ?? Infinity),
    };
  }
}
