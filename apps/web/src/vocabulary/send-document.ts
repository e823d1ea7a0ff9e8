import type { DocumentView, StoreDocumentQuery } from '@kairos/contracts';
import type { Query } from '../lib/http.ts';
import { sendFile } from '../lib/send-file.ts';
import { abandonResumable, sendResumably } from '../lib/send-resumably.ts';

type Said<T> = { [Name in keyof T]?: T[Name] | undefined };
/** What is said of a file when it is uploaded; with `documentId` it is another version of that document. */
export type DocumentFacts = Said<Pick<StoreDocumentQuery, 'name' | 'category' | 'note' | 'issuedOn' | 'expiresOn' | 'requirementCode'>> &
  Said<{ documentId: string; plantId: string; deadlineId: string; workflowId: string; taskId: string; tags: readonly string[]; approvalRequired: boolean }>;

/** From here on a file is sent in pieces, so that a connection that fails costs little. */
export const resumableFromBytes = 8 * 1024 * 1024;

const uploadsPath = '/workflows/document-uploads';
type Sending = { file: File; facts: DocumentFacts; signal: AbortSignal; onProgress: (sentBytes: number) => void };

/** Stores a file as a document or as a version of one. @returns the id of the document @throws ApiProblem */
export async function sendDocument({ file, facts, signal, onProgress }: Sending): Promise<string> {
  const { documentId } = facts;
  if (file.size >= resumableFromBytes) {
    const { header } = await sendResumably({ path: uploadsPath, query: { ...queryOf(facts), documentId }, file, signal, onProgress });
    return header('document-id') ?? documentId ?? '';
  }
  const path = documentId === undefined ? '/workflows/documents' : `/workflows/documents/${documentId}/versions`;
  const { body } = await sendFile({ path, query: { ...queryOf(facts), fileName: file.name }, file, signal, onProgress });
  return documentId ?? (body as DocumentView).id;
}

/** Lets go of what has arrived of a file that is given up. */
export async function abandonDocument(file: File, facts: DocumentFacts): Promise<void> {
  if (file.size >= resumableFromBytes) await abandonResumable({ path: uploadsPath, query: { ...queryOf(facts), documentId: facts.documentId }, file });
}

function queryOf({ documentId: _, tags = [], approvalRequired, ...said }: DocumentFacts): Query {
  return { ...said, tags: tags.join(','), approvalRequired: approvalRequired ? 'true' : undefined };
}
