import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { DocumentLinkKind, StoreDocumentQuery } from '@kairos/contracts';
import { DocumentIntake, type ArrivedContent, type IncomingDocument } from '../document-content/document-intake.ts';
import { nameFrom } from '../document-content/safe-file-name.calc.ts';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { TenantDay } from '../tenant-day.ts';
import { NoSuchRequirement } from '../document-requirements/document-requirements.errors.ts';
import { DocumentsOfTasks } from './documents-of-tasks.ts';
import { DocumentLinks, tasksAmong, type LinkTarget, type ResolvedLink } from '../document-links/document-links.repository.ts';
import { Document } from './document.entity.ts';
import { DocumentsRepository } from './documents.repository.ts';

/** What is said of a document beside its bytes. */
export type DocumentFacts = Omit<StoreDocumentQuery, 'fileName'>;

export type StoredDocument = { documentId: string; documentVersionId: string };

/** Where documents are put, whether they are uploaded or made here: a document with its first version, or nothing of both. */
@Injectable()
export class DocumentShelf {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: DocumentIntake,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
    private readonly retention: RetentionPeriods,
    private readonly day: TenantDay,
    private readonly tasks: DocumentsOfTasks,
    private readonly holds: StandingHolds,
  ) {}

  /**
   * @param also keeps more with the document, in the transaction that keeps it: what it refuses leaves no bytes behind
   * @returns the id of the document
   */
  async store(metadata: DocumentFacts, incoming: IncomingDocument, actor: Actor, also?: (made: StoredDocument) => Promise<unknown>): Promise<string> {
    // Before a gigabyte is on its way.
    const { links, plantIds } = await this.demandPlace(metadata, actor);
    return this.intake.take(incoming, async (arrived) => {
      await this.holds.takeTurn();
      return this.tasks.minding(tasksAmong(links), actor, async () => {
        const made = await this.keep(metadata, { arrived, links, plantIds }, actor);
        await also?.(made);
        return made.documentId;
      });
    });
  }

  /** Where a document would be put, and by that who sees it; what it cannot be linked to is refused. */
  async demandPlace(metadata: Omit<DocumentFacts, 'category'>, actor: Actor): Promise<{ links: ResolvedLink[]; plantIds: string[] }> {
    const links = await Promise.all(targetsOf(metadata).map((target) => this.links.resolve(target, actor)));
    return { links, plantIds: this.links.demandSight(links, actor) };
  }

  private async keep(metadata: DocumentFacts, { arrived, links, plantIds }: { arrived: ArrivedContent; links: ResolvedLink[]; plantIds: string[] }, actor: Actor): Promise<StoredDocument> {
    const { name = nameFrom(arrived.fileName), category, tags = [], approvalRequired = false, issuedOn = null, expiresOn = null, note = null } = metadata;
    const version = { ...arrived, id: newId(), number: 1, note, issuedOn, expiresOn, uploadedByUserId: actor.userId };
    const { until: retainUntil } = await this.retention.ofNew({ category, expiresOn }, await this.day.today());
    const document = Document.store({ tenantId: actor.tenantId, name, category, tags: [...new Set(tags)], plantIds, approvalRequired, expiresOn, retainUntil }, version);
    this.em.persist(document);
    await this.documents.insertVersion(document, version);
    for (const link of links) await this.links.add(document.id, link);
    return { documentId: document.id, documentVersionId: version.id };
  }
}

/** A code says what it is for the narrowest of what it is linked to. */
function targetsOf({ plantId, deadlineId, workflowId, taskId, requirementCode }: Omit<DocumentFacts, 'category'>): LinkTarget[] {
  const named: [DocumentLinkKind, string | undefined][] = [['task', taskId], ['workflow', workflowId], ['deadline', deadlineId], ['plant', plantId]];
  const targets = named.flatMap(([kind, targetId]) => (targetId === undefined ? [] : [{ kind, targetId }]));
  if (targets.length === 0 && requirementCode !== undefined) throw new NoSuchRequirement();
  return targets.map((target, index) => (index === 0 ? { ...target, requirementCode } : target));
}
