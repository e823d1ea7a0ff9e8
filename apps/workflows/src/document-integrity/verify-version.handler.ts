import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { VersionVerification } from '@kairos/contracts';
import { DocumentVersionNotFound } from '../documents/document.errors.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { RecordCheck } from './record-check.ts';
import { TellDamage } from './tell-damage.ts';

/** Reads the bytes of a version once more, now. */
@Injectable()
export class VerifyVersionHandler {
  constructor(
    private readonly documents: DocumentsQueries,
    private readonly checks: RecordCheck,
    private readonly damage: TellDamage,
  ) {}

  async execute(documentId: string, documentVersionId: string, actor: Actor): Promise<VersionVerification> {
    const { sha256, byteSize } = await this.documents.version(documentId, documentVersionId, actor);
    const check = await this.checks.of({ sha256, byteSize });
    if (!check) throw new DocumentVersionNotFound();
    if (check.finding !== null) await this.damage.tell();
    return { documentId, documentVersionId, sha256, finding: check.finding, foundSha256: check.foundSha256, checkedAt: check.checkedAt.toISOString() } as VersionVerification;
  }
}
