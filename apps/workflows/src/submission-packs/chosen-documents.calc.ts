import type { PackedDocument, RequirementView } from '@kairos/contracts';
import { packPath } from './pack-text.calc.ts';
import { DocumentsNotToSubmit } from './submission-packs.errors.ts';

/** @param documentIds undefined for all @throws DocumentsNotToSubmit */
export function chosenOf(submittable: readonly PackedDocument[], documentIds: readonly string[] | undefined): PackedDocument[] {
  if (!documentIds) return [...submittable];
  const known = new Set<string>(submittable.map(({ documentId }) => documentId));
  const unknown = documentIds.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new DocumentsNotToSubmit(unknown);
  const chosen = new Set(documentIds);
  return submittable.filter(({ documentId }) => chosen.has(documentId)).map((document, index) => ({ ...document, path: packPath(index, document.fileName) }));
}

/** What is there, and could be submitted, but was left out, is missing from the pack. */
export function leftOutIsMissing(requirements: readonly RequirementView[], submittable: readonly PackedDocument[], chosen: readonly PackedDocument[]): RequirementView[] {
  const packed = new Set<string>(chosen.map(({ documentId }) => documentId));
  const leftOut = new Set<string>(submittable.map(({ documentId }) => documentId as string).filter((id) => !packed.has(id)));
  return requirements.map((requirement) => (requirement.document && leftOut.has(requirement.document.documentId) ? { ...requirement, status: 'missing' } : requirement));
}
