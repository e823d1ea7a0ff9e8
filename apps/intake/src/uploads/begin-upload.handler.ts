import { Inject, Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { FileIntake } from '../source-files/file-intake.ts';
import type { Creation } from './tus-headers.calc.ts';
import { UploadProgress } from './upload-progress.repository.ts';
import { UploadSession } from './upload-session.entity.ts';
import { TooManyUploads } from './upload-session.errors.ts';

const mostAtOnce = 50;
const hourMs = 3_600_000;

/** Begins an upload, if the tenant takes such a file and has room for it beside those that are under way. */
@Injectable()
export class BeginUploadHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: FileIntake,
    private readonly progress: UploadProgress,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
  ) {}

  @Transactional()
  async execute({ fileName, contentType, totalBytes }: Creation, actor: Actor): Promise<string> {
    const { tenantId, userId, apiKeyId = null } = actor;
    // Two that begin at once take turns, so that each sees what the other will take.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [tenantId]);
    const { own, bytes } = await this.progress.waiting(actor);
    if (own >= mostAtOnce) throw new TooManyUploads(mostAtOnce);
    await this.intake.demand({ contentType, byteSize: totalBytes, waiting: bytes });
    const expiresAt = new Date(Date.now() + this.config.UPLOAD_EXPIRES_HOURS * hourMs);
    const session = UploadSession.begin({ tenantId, userId, apiKeyId, fileName, contentType, totalBytes, expiresAt });
    this.em.persist(session);
    return session.id;
  }
}
