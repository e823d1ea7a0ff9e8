import type { RecipeParse, SourceFileView } from '@kairos/contracts';

/** How a file is read, as far as somebody said so; the rest as the sniffer found. */
export type Reading = Partial<Pick<RecipeParse, 'encoding' | 'delimiter' | 'quote' | 'headerRow' | 'sheet'>>;

export const parseOf = (reading: Reading): RecipeParse => ({ encoding: 'auto', delimiter: 'auto', quote: 'auto', headerRow: 'auto', sheet: 'auto', trim: true, emptyValues: [], skipEmptyRows: false, ...reading });

const correctionMark = 'kairos:job';

/** The import whose corrected rows a file holds, if it holds some. */
export function correctedImport({ sniff: { columns, sampleRows } }: SourceFileView): string | undefined {
  const at = columns.indexOf(correctionMark);
  return at === -1 ? undefined : sampleRows[0]?.[at];
}
