import type { DocumentCategory, RequirementStatus, RequirementView, TaskDocument } from '@kairos/contracts';
import { addDays } from '../obligations/plain-date.calc.ts';

/** A document that something asks for. */
export type Requirement = TaskDocument;
/** A document that was handed in, by its latest version. `requirementCode`: which of those asked for it is, where somebody said. */
export type HandedIn = {
  documentId: string; documentVersionId: string; name: string; category: DocumentCategory; requirementCode: string | null; issuedOn: string; expiresOn: string | null;
  approval: 'notNeeded' | 'approved' | 'pending' | 'rejected';
};

/** What comes closest stands first. */
const closest: readonly RequirementStatus[] = ['satisfied', 'toApprove', 'tooOld', 'expired', 'rejected'];

/**
 * How it stands with each document that something asks for: it is there when a document of its category that is valid today is. One document is one of
 * them, never two; what it is called says nothing.
 *
 * @param today a plain date
 * @returns in the order of the requirements
 */
export function matchRequirements(requirements: readonly Requirement[], handedIn: readonly HandedIn[], today: string): RequirementView[] {
  const left = new Set(handedIn);
  const found = new Map<Requirement, RequirementView>();
  // Whatever fits what may be least old fits the others too: in this order none is taken from another that needs it.
  const strictestFirst = [...requirements].sort((a, b) => (a.maxAgeDays ?? Infinity) - (b.maxAgeDays ?? Infinity));
  for (const status of closest) {
    for (const named of [true, false]) {
      for (const requirement of strictestFirst) {
        if (found.has(requirement)) continue;
        const document = [...left].find((each) => each.category === requirement.category && each.requirementCode === (named ? requirement.code : null) && standing(each, requirement, today) === status);
        if (!document) continue;
        left.delete(document);
        found.set(requirement, viewOf(requirement, status, document));
      }
    }
  }
  return requirements.map((requirement) => found.get(requirement) ?? viewOf(requirement, 'missing', null));
}

/** Those that keep a task from being completed. */
export function unmet(requirements: readonly RequirementView[]): RequirementView[] {
  return requirements.filter(({ required, status }) => required && status !== 'satisfied');
}

function standing({ expiresOn, issuedOn, approval }: HandedIn, { maxAgeDays }: Requirement, today: string): RequirementStatus {
  if (expiresOn !== null && expiresOn < today) return 'expired';
  if (approval === 'rejected') return 'rejected';
  if (maxAgeDays !== null && addDays(issuedOn, maxAgeDays) < today) return 'tooOld';
  return approval === 'pending' ? 'toApprove' : 'satisfied';
}

function viewOf({ code, title, category, required, maxAgeDays }: Requirement, status: RequirementStatus, document: HandedIn | null): RequirementView {
  const { documentId, documentVersionId, name, issuedOn, expiresOn } = document ?? {};
  return { code, title, category, required, maxAgeDays, status, document: document && { documentId, documentVersionId, name, issuedOn, expiresOn } } as RequirementView;
}
