import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { DocumentId, DocumentVersionId, PlantId, UserId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { DocumentDecision, DocumentFinding } from './document.ts';
import { DocumentCategory } from './obligation.ts';

/** What workflows publishes about a document, in full, in every event. `plantIds` are the plants it is linked to, itself or by a deadline. */
export const DocumentState = z.object({
  documentId: DocumentId,
  name: z.string(),
  category: DocumentCategory,
  tags: z.array(z.string()),
  plantIds: z.array(PlantId),
  expiresOn: PlainDate.nullable(),
  retainUntil: PlainDate.nullable(),
  archived: z.boolean(),
  latestVersionId: DocumentVersionId,
  latestVersionNumber: z.int().positive(),
});
export type DocumentState = z.infer<typeof DocumentState>;

const visibility = { permission: 'documents.document.read', plantIdField: 'plantIds' };

export const DocumentStored = defineEvent({
  type: 'workflows.document.stored',
  version: 1,
  summary: 'A document was stored, with its first version.',
  visibility,
  data: DocumentState.extend({ uploadedByUserId: UserId, fileName: z.string(), sha256: z.string() }),
});

export const DocumentVersionAdded = defineEvent({
  type: 'workflows.document.version-added',
  version: 1,
  summary: 'A document has another version, which is its latest from now on.',
  visibility,
  data: DocumentState.extend({ uploadedByUserId: UserId, fileName: z.string(), sha256: z.string() }),
});

export const DocumentChanged = defineEvent({
  type: 'workflows.document.changed',
  version: 1,
  summary: 'What is said of a document changed, or what it is linked to; its versions did not.',
  visibility,
  data: DocumentState.extend({ changedFields: z.array(z.string()) }),
});

export const DocumentDeleted = defineEvent({
  type: 'workflows.document.deleted',
  version: 1,
  summary: 'A document is hidden. It is kept while its retention or a legal hold stands.',
  visibility,
  data: DocumentState,
});

export const DocumentDecided = defineEvent({
  type: 'workflows.document.decided',
  version: 1,
  summary: 'The latest version of a document was approved or rejected, by somebody else than uploaded it.',
  visibility,
  data: DocumentState.extend({ decision: DocumentDecision, note: z.string().nullable(), decidedByUserId: UserId }),
});

export const DocumentExpiring = defineEvent({
  type: 'workflows.document.expiring',
  version: 1,
  summary: 'The latest version of a document expires soon, or has expired: told once for each version.',
  visibility,
  data: DocumentState.extend({ expiresOn: PlainDate }),
});

export const DocumentRenewed = defineEvent({
  type: 'workflows.document.renewed',
  version: 1,
  summary: 'A document that was told to expire has a version that is valid for longer.',
  visibility,
  data: DocumentState,
});

export const DocumentDisposed = defineEvent({
  type: 'workflows.document.disposed',
  version: 1,
  summary: 'A document is no more, nor are its versions: its retention was over and somebody approved it.',
  visibility,
  data: DocumentState.extend({ reason: z.string(), disposedByUserId: UserId, versions: z.array(z.object({ documentVersionId: DocumentVersionId, sha256: z.string() })) }),
});

export const DocumentDamaged = defineEvent({
  type: 'workflows.document.damaged',
  version: 1,
  summary: 'The bytes of a version are not what was stored, or not there: told once, and again when they were whole in between.',
  visibility,
  data: DocumentState.extend({ documentVersionId: DocumentVersionId, sha256: z.string(), finding: DocumentFinding, foundSha256: z.string().nullable() }),
});
