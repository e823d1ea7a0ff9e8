import type { ImportJobView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';

const atRest = new Set(['completed', 'failed', 'cancelled', 'awaiting-approval']);

/** Whether rejected rows of an import may be corrected, and by whoever looks. */
export function useCorrectable({ status, resultsRemovedAt }: Pick<ImportJobView, 'status' | 'resultsRemovedAt'>): boolean {
  return useMay()('intake.import-job.run') && atRest.has(status) && resultsRemovedAt === null;
}
