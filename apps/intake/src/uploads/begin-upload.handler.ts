import { Inject, Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { UploadSourceFileQuery } from '@kairos/contracts';
import { NotTus, UploadProgress, type Creation } from '@kairos/service-kit/uploads';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { FileIntake } from '../source-files/file-intake.ts';
import { UploadSession } from './upload-session.entity.ts';

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
  async execute({ fileName: named, contentType, totalBytes }: Creation, actor: Actor): Promise<string> {
    const { tenantId, userId, apiKeyId = null } = actor;
    const fileName = fileNameOf(named);
    await this.intake.demand({ contentType, byteSize: totalBytes, waiting: await this.progress.demandTurn(actor) });
    const expiresAt = new Date(Date.now() + this.config.UPLOAD_EXPIRES_HOURS * hourMs);
    const session = UploadSession.begin({ tenantId, userId, apiKeyId, fileName, contentType, totalBytes, expiresAt });
    this.em.persist(session);
    return session.id;
  }
}

function fileNameOf(named: string | undefined): string {
  const { success, data } = UploadSourceFileQuery.safeParse({ fileName: named });
  if (!success) throw new NotTus('Upload-Metadata must hold a filename without folders.');
  return data.fileName;
}
