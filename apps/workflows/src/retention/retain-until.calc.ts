import type { RetentionRule } from '@kairos/contracts';
import { addYears } from '../obligations/plain-date.calc.ts';

/** What the retention of a document is counted from. */
export type Retained = {
  /** The day its latest version came in, where the tenant is. */
  uploadedOn: string;
  expiresOn: string | null;
  /** The days on which the workflows it is linked to ended; null for one that goes on. */
  workflowEnds: readonly (string | null)[];
};

/**
 * Until when a document is kept, that day included.
 *
 * @returns `isOpen` where a workflow goes on: the time has not begun to run, and `until` is what is certain already
 */
export function retainUntil({ years, countedFrom }: Pick<RetentionRule, 'years' | 'countedFrom'>, { uploadedOn, expiresOn, workflowEnds }: Retained): { until: string | null; isOpen: boolean } {
  if (years === 0) return { until: null, isOpen: false };
  const isOpen = countedFrom === 'workflowEnd' && workflowEnds.includes(null);
  const ended = workflowEnds.filter((day) => day !== null).sort().at(-1);
  const start = countedFrom === 'expiry' ? expiresOn : countedFrom === 'workflowEnd' && !isOpen ? ended : undefined;
  return { until: addYears(start ?? uploadedOn, years), isOpen };
}
