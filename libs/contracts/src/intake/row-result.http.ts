import { z } from 'zod';
import { SourceFileId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { RowOutcome } from './import-job.ts';
import { RowResultView } from './import-job.http.ts';

/** Rows count from 1 at the first row after the header. */
export const RowNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export type RowNumber = z.infer<typeof RowNumber>;

const yes = z.enum(['true']);

export const ListRowResultsQuery = PageQuery.extend({
  outcome: RowOutcome.optional(),
  /** Rows with an error of this code, in this column. */
  code: z.string().min(1).max(100).optional(),
  column: z.string().min(1).max(200).optional(),
  /** Rows whose kept cells, errors or changes hold this text. */
  text: z.string().trim().min(1).max(200).optional(),
  /** Rejected rows that nobody has corrected yet. */
  open: yes.optional(),
  /** Of an import that applied a plan: the rows whose outcome was another than planned. */
  divergent: yes.optional(),
}).strict();
export type ListRowResultsQuery = z.infer<typeof ListRowResultsQuery>;
export const RowResultPage = pageOf(RowResultView);

/** A row in full. `output` is what the recipe makes of it, by field; null of one that it turns down. */
export const RowResultDetail = RowResultView.extend({
  input: z.array(z.object({ column: z.string(), cell: z.string() })),
  output: z.record(z.string(), z.unknown()).nullable(),
});
export type RowResultDetail = z.infer<typeof RowResultDetail>;

const Cell = z.string().max(100_000);
const ColumnName = z.string().min(1).max(200);

/** New cells of one rejected row, by column; those that are not named stay. */
export const FixRowBody = z.strictObject({ cells: z.record(ColumnName, Cell) });
export type FixRowBody = z.infer<typeof FixRowBody>;

/** What becomes of a cell: a value for all, a text replaced wherever it stands, or one value for another. */
export const CellChange = z.union([
  z.strictObject({ set: Cell }),
  z.strictObject({ replace: z.strictObject({ text: z.string().min(1).max(1000), with: z.string().max(1000) }) }),
  z.strictObject({ map: z.record(z.string().max(200), z.string().max(1000)) }),
]);
export type CellChange = z.infer<typeof CellChange>;

/** Corrects every row that was rejected with this code in this column and, where given, for this value. */
export const FixRowsAlikeBody = z.strictObject({ code: z.string().min(1).max(100), column: ColumnName, value: z.string().max(1000).optional(), change: CellChange });
export type FixRowsAlikeBody = z.infer<typeof FixRowsAlikeBody>;

/** The column of a correction file that says of which import its rows are. */
export const correctionMark = 'kairos:job';

/** A download of rejections, corrected and uploaded again. */
export const TakeCorrectionsBody = z.strictObject({ sourceFileId: SourceFileId });
export type TakeCorrectionsBody = z.infer<typeof TakeCorrectionsBody>;

export const DownloadRejectionsQuery = z.strictObject({ format: z.enum(['csv', 'xlsx']).default('csv') });
export type DownloadRejectionsQuery = z.infer<typeof DownloadRejectionsQuery>;
