import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import {
  DocumentChanged, DocumentDamaged, DocumentDecided, DocumentDeleted, DocumentDisposed, DocumentExpiring, DocumentRenewed, documentCategories, DocumentStored, DocumentVersionAdded,
  type ChangeDocumentBody, type DecideOnVersionBody, type DocumentFinding, type DocumentState,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { DocumentIsArchived, DocumentUnchanged } from './document.errors.ts';

const DocumentSchema = defineEntity({
  name: 'Document',
  tableName: 'document',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.string(),
    category: p.enum(documentCategories),
    tags: p.array(),
    legalReferences: p.array(),
    plantIds: p.array(),
    approvalRequired: p.boolean(),
    approvedVersionId: p.uuid().nullable(),
    expiresOn: p.date().nullable(),
    retainUntil: p.date().nullable(),
    archivedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    deletedByUserId: p.uuid().nullable(),
    latestVersionId: p.uuid(),
    latestVersionNumber: p.integer(),
    createdByUserId: p.uuid(),
    createdAt: p.datetime(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
    version: p.integer().version(),
  },
});

export type NewDocument = Pick<Document, 'tenantId' | 'name' | 'category' | 'tags' | 'plantIds' | 'approvalRequired'> & { expiresOn: string | null; retainUntil: string | null };
/** A file that is about to become a version. */
export type NewVersion = { id: string; uploadedByUserId: string; fileName: string; sha256: string };

/** What people call a document: what is said of it, and which of its versions is the latest. The versions themselves never change. */
export class Document extends DocumentSchema.class {
  static store(input: NewDocument, version: NewVersion): Document {
    const now = new Date();
    const document = Object.assign(new Document(), {
      ...input,
      id: newId(),
      legalReferences: [], approvedVersionId: null, archivedAt: null, deletedAt: null, deletedByUserId: null,
      latestVersionId: version.id, latestVersionNumber: 1, createdByUserId: version.uploadedByUserId, createdAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<Document>);
    record(document, DocumentStored, { ...stateOf(document), ...factsOf(version) });
    return document;
  }

  /** @param expiresOn undefined leaves the date the document has */
  addVersion(version: NewVersion, expiresOn: string | undefined): void {
    if (this.archivedAt) throw new DocumentIsArchived();
    Object.assign(this, { latestVersionId: version.id, latestVersionNumber: this.latestVersionNumber + 1, ...(expiresOn === undefined ? {} : { expiresOn }) });
    record(this, DocumentVersionAdded, { ...stateOf(this), ...factsOf(version) });
  }

  change({ archived, ...fields }: ChangeDocumentBody): void {
    const wanted = { ...fields, ...(archived === undefined || archived === Boolean(this.archivedAt) ? {} : { archivedAt: archived ? new Date() : null }) };
    const changed = Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(this[name as keyof this] ?? null));
    if (changed.length === 0) throw new DocumentUnchanged();
    Object.assign(this, Object.fromEntries(changed));
    this.tellChange(changed.map(([name]) => (name === 'archivedAt' ? 'archived' : name)));
  }

  /** @param plantIds of all its links as they are now */
  relink(plantIds: string[]): void {
    this.plantIds = plantIds;
    // Also where no plant came or went: a link is a change of the document.
    this.updatedAt = new Date();
    this.tellChange(['links']);
  }

  decide({ decision, note, byUserId }: { decision: DecideOnVersionBody['decision']; note: string | null; byUserId: string }): void {
    this.approvedVersionId = decision === 'approved' ? this.latestVersionId : null;
    this.updatedAt = new Date();
    record(this, DocumentDecided, { ...stateOf(this), decision, note, decidedByUserId: byUserId as never });
  }

  announceExpiry(): void {
    record(this, DocumentExpiring, { ...stateOf(this), expiresOn: this.expiresOn ?? '' });
  }

  /** The latest version is valid for longer than one that was told to expire. */
  renew(): void {
    record(this, DocumentRenewed, stateOf(this));
  }

  /** Keeps it until a day, that day included. A later one that was promised before stands. */
  retain(until: string | null): void {
    if (until !== null && (!this.retainUntil || until > this.retainUntil)) this.retainUntil = until;
  }

  /** Its time to be kept turned out to be longer than was known. Of one that is hidden nothing more is told until it is disposed of. */
  extendRetention(until: string): void {
    this.retain(until);
    if (!this.deletedAt) this.tellChange(['retainUntil']);
  }

  delete(byUserId: string): void {
    Object.assign(this, { deletedAt: new Date(), deletedByUserId: byUserId });
    record(this, DocumentDeleted, stateOf(this));
  }

  /** The last that is told of it; its rows go with the transaction. */
  dispose(reason: string, byUserId: string, versions: readonly { id: string; sha256: string }[]): void {
    record(this, DocumentDisposed, {
      ...stateOf(this), reason, disposedByUserId: byUserId as never, versions: versions.map(({ id, sha256 }) => ({ documentVersionId: id as never, sha256 })),
    });
  }

  /** Nothing of it changed but its bytes, which nobody was to change. */
  tellDamage({ versionId, sha256, finding, foundSha256 }: { versionId: string; sha256: string; finding: DocumentFinding; foundSha256: string | null }): void {
    record(this, DocumentDamaged, { ...stateOf(this), documentVersionId: versionId as never, sha256, finding, foundSha256 });
  }

  private tellChange(changedFields: string[]): void {
    record(this, DocumentChanged, { ...stateOf(this), changedFields });
  }
}
DocumentSchema.setClass(Document);

/** What is published about a document. */
export function stateOf(document: Document): DocumentState {
  const { id, name, category, tags, plantIds, expiresOn, retainUntil, archivedAt, latestVersionId, latestVersionNumber } = document;
  return {
    documentId: id, name, category, tags, plantIds, expiresOn: expiresOn ?? null, retainUntil: retainUntil ?? null, archived: Boolean(archivedAt), latestVersionId, latestVersionNumber,
  } as DocumentState;
}

function factsOf({ uploadedByUserId, fileName, sha256 }: NewVersion) {
  return { uploadedByUserId, fileName, sha256 } as { uploadedByUserId: never; fileName: string; sha256: string };
}
