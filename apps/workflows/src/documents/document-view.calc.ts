import { documentFileTypeNames, documentFileTypes, type DocumentFileType, type DocumentSummary, type DocumentVersionView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';
import { endingOf } from '../document-content/safe-file-name.calc.ts';

export type VersionRow = {
  id: string; documentId: string; number: number; fileName: string; fileType: DocumentFileType; sha256: string; byteSize: string; note: string | null; issuedOn: string | null; expiresOn: string | null;
  uploadedByUserId: string; uploadedAt: string; text: DocumentVersionView['text']; decision: { decision: string; note: string | null; decidedByUserId: string; decidedAt: string } | null;
};
export type DocumentRow = Omit<DocumentSummary, 'latestVersion' | 'archivedAt' | 'renewalAnnouncedAt' | 'createdAt' | 'updatedAt'> & { archivedAt: string | null; renewalAnnouncedAt: string | null; createdAt: string; updatedAt: string; latestVersion: VersionRow };

export const documentsPath = '/api/v1/workflows/documents';

export function toVersionView({ byteSize, uploadedAt, decision, ...row }: VersionRow): DocumentVersionView {
  const ending = endingOf(row.fileName);
  const named = documentFileTypeNames.map((name) => documentFileTypes[name]).find(({ endings }) => (endings as readonly string[]).includes(ending));
  return {
    ...row,
    mediaType: documentFileTypes[row.fileType].mediaType,
    namedMediaType: named?.mediaType ?? null,
    byteSize: Number(byteSize),
    uploadedAt: toInstant(uploadedAt),
    decision: decision && { ...decision, decidedAt: toInstant(decision.decidedAt) },
    contentPath: `${documentsPath}/${row.documentId}/versions/${row.id}/content`,
  } as DocumentVersionView;
}

export function toDocumentSummary({ archivedAt, renewalAnnouncedAt, createdAt, updatedAt, latestVersion, ...row }: DocumentRow): DocumentSummary {
  return {
    ...row, archivedAt: archivedAt === null ? null : toInstant(archivedAt), renewalAnnouncedAt: renewalAnnouncedAt === null ? null : toInstant(renewalAnnouncedAt), createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt), latestVersion: toVersionView(latestVersion),
  };
}
