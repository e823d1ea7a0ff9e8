import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  ChangeDocumentBody, DecideOnVersionBody, DocumentCounts, DocumentPage, DocumentSearchPage, DocumentSummary, DocumentVersionList, DocumentVersionView, DocumentView, LegalHoldPage, LegalHoldView, LinkDocumentBody,
  RetentionScheduleList, VersionProvenance, VersionVerification,
} from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { documentsQuery, wordsOf, type DocumentsSearch } from './documents-search.ts';

const pageSize = 100;
const hitsAtOnce = 50;

/** A document of the list; `snippet` is where its text holds the words that were looked for. */
export type DocumentRow = DocumentSummary & { snippet: string | null };
export type DocumentRows = { items: DocumentRow[]; nextCursor: string | null };

/** The documents of a search, page by page as they are scrolled to: what matches best first where words are looked for. */
export const firstDocuments = (search: DocumentsSearch) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'documents', 'list', documentsQuery(search)],
    queryFn: ({ pageParam, signal }) => (wordsOf(search) === undefined ? list(search, pageParam, signal) : find(search, pageParam, signal)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

async function list(search: DocumentsSearch, cursor: string | undefined, signal: AbortSignal): Promise<DocumentRows> {
  const { items, nextCursor } = await call<DocumentPage>({ path: '/workflows/documents', query: { ...documentsQuery(search), limit: pageSize, cursor }, signal });
  return { items: items.map((document) => ({ ...document, snippet: null })), nextCursor };
}

async function find(search: DocumentsSearch, cursor: string | undefined, signal: AbortSignal): Promise<DocumentRows> {
  const { items, nextCursor } = await call<DocumentSearchPage>({ path: '/workflows/document-search', query: { ...documentsQuery(search), limit: hitsAtOnce, cursor }, signal });
  return { items: items.map(({ document, snippet }) => ({ ...document, snippet })), nextCursor };
}

export const documentCounts = (plantId: string | undefined) =>
  queryOptions({ queryKey: ['workflows', 'documents', 'counts', plantId], queryFn: ({ signal }) => call<DocumentCounts>({ path: '/workflows/document-counts', query: { plantId }, signal }) });

const at = (documentId: string) => `/workflows/documents/${documentId}`;
const ofVersion = ({ documentId, id }: Pick<DocumentVersionView, 'documentId' | 'id'>) => `${at(documentId)}/versions/${id}`;

export const documentRead = (documentId: string) => queryOptions({ queryKey: ['workflows', 'documents', documentId], queryFn: ({ signal }) => call<DocumentView>({ path: at(documentId), signal }) });

export const versionsOf = (documentId: string) =>
  queryOptions({ queryKey: ['workflows', 'documents', documentId, 'versions'], queryFn: async ({ signal }) => (await call<DocumentVersionList>({ path: `${at(documentId)}/versions`, signal })).items });

export const provenanceOf = (version: Pick<DocumentVersionView, 'documentId' | 'id'>) =>
  queryOptions({ queryKey: ['workflows', 'provenance', version.id], queryFn: ({ signal }) => call<VersionProvenance>({ path: `${ofVersion(version)}/provenance`, signal }), staleTime: Infinity });

/** Those that stand; only whoever manages holds is told of them. */
export const holdsOf = (documentId: string) =>
  queryOptions({ queryKey: ['workflows', 'legal-holds', documentId], queryFn: async ({ signal }) => (await call<LegalHoldPage>({ path: '/workflows/legal-holds', query: { documentId, standing: 'true' }, signal })).items });

export const retentionSchedules = () => queryOptions({ queryKey: ['workflows', 'retention-schedules'], queryFn: ({ signal }) => call<RetentionScheduleList>({ path: '/workflows/retention-schedules', signal }) });

type Versioned = Pick<DocumentSummary, 'id' | 'version'>;
export const changeDocument = ({ id, version }: Versioned, body: ChangeDocumentBody) => call<DocumentView>({ method: 'PATCH', path: at(id), ifMatch: version, body });
export const deleteDocument = ({ id, version }: Versioned) => call<void>({ method: 'DELETE', path: at(id), ifMatch: version });
export const linkDocument = (id: string, body: LinkDocumentBody) => call<DocumentView>({ method: 'POST', path: `${at(id)}/links`, body });
export const unlinkDocument = (id: string, linkId: string) => call<void>({ method: 'DELETE', path: `${at(id)}/links/${linkId}` });
export const correctLink = (id: string, linkId: string, reason: string) => call<void>({ method: 'POST', path: `${at(id)}/links/${linkId}/correction`, body: { reason } });
export const decideOnVersion = (version: Pick<DocumentVersionView, 'documentId' | 'id'>, body: DecideOnVersionBody) => call<DocumentVersionView>({ method: 'POST', path: `${ofVersion(version)}/decision`, body });
export const verifyVersion = (version: Pick<DocumentVersionView, 'documentId' | 'id'>) => call<VersionVerification>({ method: 'POST', path: `${ofVersion(version)}/verify`, body: {} });
export const placeHold = (documentId: string, title: string, reason: string) => call<LegalHoldView>({ method: 'POST', path: '/workflows/legal-holds', body: { title, reason, documentIds: [documentId] } });
export const releaseHold = ({ id, version }: Pick<LegalHoldView, 'id' | 'version'>, reason: string) => call<LegalHoldView>({ method: 'POST', path: `/workflows/legal-holds/${id}/release`, ifMatch: version, body: { reason } });

/** Below `/api/v1`. */
export const contentOf = (version: Pick<DocumentVersionView, 'documentId' | 'id'>): string => `${ofVersion(version)}/content`;
