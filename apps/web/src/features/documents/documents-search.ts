import { z } from 'zod';
import { DocumentCategory, DocumentFileType, DocumentStatus, PlantId, WorkflowId, type DocumentCounts } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const expiryViews = ['expired', 'within30', 'within60', 'within90'] as const;
export type ExpiryView = (typeof expiryViews)[number];

/** What the list is narrowed to, in its address; what it does not know is left out rather than refused. */
export const DocumentsSearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  view: z.enum(expiryViews).optional().catch(undefined),
  category: DocumentCategory.optional().catch(undefined),
  type: DocumentFileType.optional().catch(undefined),
  status: DocumentStatus.optional().catch(undefined),
  tag: z.string().min(1).max(50).optional().catch(undefined),
  plant: PlantId.optional().catch(undefined),
  workflow: WorkflowId.optional().catch(undefined),
});
export type DocumentsSearch = z.infer<typeof DocumentsSearch>;

const daysOf: Record<ExpiryView, number> = { expired: 0, within30: 30, within60: 60, within90: 90 };
export const countOf: Record<ExpiryView, keyof DocumentCounts> = { expired: 'expired', within30: 'expiringWithin30Days', within60: 'expiringWithin60Days', within90: 'expiringWithin90Days' };
const shortestText = 2;

/** The words that are looked for; of less than two letters nothing is. */
export function wordsOf({ text = '' }: DocumentsSearch): string | undefined {
  return text.trim().length >= shortestText ? text.trim() : undefined;
}

/** The query of the API that a search amounts to. */
export function documentsQuery(search: DocumentsSearch) {
  const { view, category, type, status, tag, plant, workflow } = search;
  return {
    q: wordsOf(search), category, fileType: type, status: view === 'expired' ? 'Expired' : status, tag, plantId: plant, workflowId: workflow,
    expiringWithinDays: view && daysOf[view],
  };
}

/** Whether anything but the words narrows the list. */
export function isNarrowed(search: DocumentsSearch): boolean {
  return Object.values(documentsQuery(search)).some((value) => value !== undefined);
}

/** The line for the terminal that lists the same. */
export function documentsCommand(search: DocumentsSearch): CommandLine {
  const { q, category, fileType, status, tag, plantId, workflowId, expiringWithinDays } = documentsQuery(search);
  const said = options({ '--category': category, '--type': fileType, '--status': status, '--tag': tag, '--plant': plantId, '--workflow': workflowId, '--within-days': expiringWithinDays || undefined });
  return q === undefined ? command`kairos documents list${said}` : command`kairos documents search ${q}${said}`;
}
