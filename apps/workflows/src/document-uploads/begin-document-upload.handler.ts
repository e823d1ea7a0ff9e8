import { Inject, Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { BeginDocumentUploadQuery } from '@kairos/contracts';
import { NotTus, UploadProgress, type Creation } from '@kairos/service-kit/uploads';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from '../config.ts';
import { DocumentIntake } from '../document-content/document-intake.ts';
import { safeFileName } from '../document-content/safe-file-name.calc.ts';
import { DocumentShelf } from '../documents/document-shelf.ts';
import { DocumentsRepository } from '../documents/documents.repository.ts';
import { UploadSession } from './upload-session.entity.ts';

const longestName = 2000;
const hourMs = 3_600_000;

/** Begins an upload, if its document could be stored as it is described, and there is room for it beside those that are under way. */
@Injectable()
export class BeginDocumentUploadHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: DocumentIntake,
    private readonly shelf: DocumentShelf,
    private readonly documents: DocumentsRepository,
    private readonly progress: UploadProgress,
    @Inject(WORKFLOWS_CONFIG) private readonly config: WorkflowsConfig,
  ) {}

  @Transactional()
  async execute({ fileName, contentType, totalBytes }: Creation, facts: BeginDocumentUploadQuery, actor: Actor): Promise<string> {
    const { tenantId, userId, apiKeyId = null } = actor;
    if (fileName === undefined || fileName === '' || fileName.length > longestName || fileName.includes('\0')) throw new NotTus(`Upload-Metadata must hold a filename of at most ${longestName} characters.`);
    if (facts.documentId === undefined) await this.shelf.demandPlace(facts, actor);
    else await this.documents.load(facts.documentId, actor);
    await this.intake.demand(totalBytes, await this.progress.demandTurn(actor));
    const expiresAt = new Date(Date.now() + this.config.UPLOAD_EXPIRES_HOURS * hourMs);
    const session = UploadSession.begin({ tenantId, userId, apiKeyId, fileName: safeFileName(fileName), contentType: contentType.slice(0, 200), totalBytes, facts, expiresAt });
    this.em.persist(session);
    return session.id;
  }
}
