import { z } from 'zod';

/** What a document is today. None is set by hand: each follows from its versions, their approval, its expiry and whether it is archived. */
export const documentStatuses = ['Valid', 'Expired', 'Processing', 'To Approve', 'Archived'] as const;
export const DocumentStatus = z.enum(documentStatuses);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/** The kinds of file a document can be, each with its media type and the endings that name it. */
export const documentFileTypes = {
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  doc: { mediaType: 'application/msword', endings: ['doc'] },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xls: { mediaType: 'application/vnd.ms-excel', endings: ['xls'] },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  png: { mediaType: 'image/png', endings: ['png'] },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  xml: { mediaType: 'application/xml', endings: ['xml'] },
  p7m: { mediaType: 'application/pkcs7-mime', endings: ['p7m'] },
  csv: { mediaType: 'text/csv', endings: ['csv'] },
  txt: { mediaType: 'text/plain', endings: ['txt'] },
} as const;
export const documentFileTypeNames = Object.keys(documentFileTypes) as (keyof typeof documentFileTypes)[];
export const DocumentFileType = z.enum(documentFileTypeNames);
export type DocumentFileType = z.infer<typeof DocumentFileType>;

/** How it stands with the text of a version, by which it is found: taken out of its bytes after it is stored. */
export const documentTextStatuses = ['pending', 'extracted', 'empty', 'unsupported', 'failed'] as const;
export const DocumentTextStatus = z.enum(documentTextStatuses);
export type DocumentTextStatus = z.infer<typeof DocumentTextStatus>;

/** What a request may say its body is; the bytes decide. */
export const documentMediaTypes = [...Object.values(documentFileTypes).map(({ mediaType }) => mediaType), 'text/xml', 'application/octet-stream'];

export const documentDecisions = ['approved', 'rejected'] as const;
export const DocumentDecision = z.enum(documentDecisions);
export type DocumentDecision = z.infer<typeof DocumentDecision>;

/** What can be wrong with stored bytes: they are not there, or are others. */
export const documentFindings = ['missing', 'changed'] as const;
export const DocumentFinding = z.enum(documentFindings);
export type DocumentFinding = z.infer<typeof DocumentFinding>;

/** What a document belongs to. */
export const documentLinkKinds = ['plant', 'deadline', 'workflow', 'task'] as const;
export const DocumentLinkKind = z.enum(documentLinkKinds);
export type DocumentLinkKind = z.infer<typeof DocumentLinkKind>;

/** Text that people read: well-formed, without control characters or marks that turn the direction of what follows. */
export const PlainText = (most: number) =>
  z.string().trim().min(1).max(most).refine((text) => text.isWellFormed() && !/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), 'must be plain text on one line');
