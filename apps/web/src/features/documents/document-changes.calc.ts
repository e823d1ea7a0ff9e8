import type { ChangeDocumentBody, DocumentView } from '@kairos/contracts';

/** What of a document can be typed in; lists as lists, no expiry as an empty text. */
export type DocumentForm = { name: string; category: DocumentView['category']; tags: readonly string[]; legalReferences: readonly string[]; expiresOn: string; approvalRequired: boolean };
export type DocumentField = keyof DocumentForm;

export function formOf({ name, category, tags, legalReferences, expiresOn, approvalRequired }: Pick<DocumentView, 'name' | 'category' | 'tags' | 'legalReferences' | 'expiresOn' | 'approvalRequired'>): DocumentForm {
  return { name, category, tags, legalReferences, expiresOn: expiresOn ?? '', approvalRequired };
}

const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two forms differ. */
export function differing(one: DocumentForm, other: DocumentForm): DocumentField[] {
  return (Object.keys(one) as DocumentField[]).filter((field) => !alike(one[field], other[field]));
}

/** The body that makes a document what was typed: what was left as it was is left out, so that it stays as somebody else made it. */
export function changesOf(from: DocumentForm, to: DocumentForm): Record<string, unknown> & Partial<Record<keyof ChangeDocumentBody, unknown>> {
  return Object.fromEntries(differing(to, from).map((field) => [field, field === 'expiresOn' ? to.expiresOn || null : field === 'name' ? to.name.trim() : to[field]]));
}
