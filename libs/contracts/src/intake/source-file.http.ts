import { z } from 'zod';
import { SourceFileId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { Delimiter, Encoding, NumberFormat, Quote } from './recipe-parse.ts';

/** Sent with the raw bytes of the file as body, under one of `uploadMediaTypes`. */
export const UploadSourceFileQuery = z.strictObject({
  fileName: z.string().trim().min(1).max(255).regex(/^[^\p{Cc}/\\]+$/u, 'must be a name without folders'),
});
export type UploadSourceFileQuery = z.infer<typeof UploadSourceFileQuery>;

/** A fault of the file as a whole; `line` and `column` count from 1, columns by cells, and say where it shows. */
export const FileProblem = z.object({
  code: z.enum([
    'empty-file', 'no-rows', 'broken-header', 'duplicate-header', 'too-many-columns', 'missing-column', 'retyped-column', 'unexpected-column', 'ambiguous-format',
    'unsupported-format', 'broken-gzip', 'unsafe-gzip', 'broken-workbook', 'encrypted-file', 'legacy-workbook', 'unsafe-workbook', 'sheet-not-found', 'no-sheet',
  ]),
  line: z.int().positive(),
  column: z.int().positive(),
  detail: z.string(),
});
export type FileProblem = z.infer<typeof FileProblem>;

const found = <T extends z.ZodType>(value: T) =>
  z.object({ value, confidence: z.number().min(0).max(1), reason: z.string() });

export const columnTypes = ['empty', 'boolean', 'integer', 'decimal', 'percentage', 'currency', 'date', 'dateTime', 'email', 'url', 'phone', 'text'] as const;

/**
 * What the cells of a column are, by the rows that were looked at. `numberFormat` and `dateFormat` come with a
 * confidence of their own: a column of `1.234` is surely of numbers, and they may be read in two ways.
 */
export const ColumnProfile = z.object({
  name: z.string(),
  type: found(z.enum(columnTypes)),
  numberFormat: found(NumberFormat).nullable(),
  dateFormat: found(z.string()).nullable(),
  emptyCells: z.int().nonnegative(),
  cells: z.int().nonnegative(),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;
export type ColumnType = ColumnProfile['type']['value'];

export const fileFormats = ['csv', 'json-lines', 'xlsx'] as const;
export const FileFormat = z.enum(fileFormats);
export type FileFormat = z.infer<typeof FileFormat>;

/** What the bytes themselves say about the file. Reading it wrongly is the recipe's to correct. */
export const SniffResult = z.object({
  format: found(FileFormat),
  compression: found(z.enum(['none', 'gzip'])),
  /** The sheet of a workbook that holds a table, and all it has, with the row that names the columns of each. */
  sheet: found(z.string()).nullable(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), headerRow: z.int().nonnegative() })),
  encoding: found(Encoding),
  delimiter: found(Delimiter),
  quote: found(Quote),
  headerRow: found(z.int().nonnegative()),
  lineEnd: found(z.enum(['crlf', 'lf', 'cr', 'mixed'])),
  columns: z.array(z.string()),
  profiles: z.array(ColumnProfile),
  sampleRows: z.array(z.array(z.string())),
  problems: z.array(FileProblem),
});
export type SniffResult = z.infer<typeof SniffResult>;

export const SourceFileView = z.object({
  id: SourceFileId,
  fileName: z.string(),
  contentType: z.string(),
  byteSize: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sniff: SniffResult,
  uploadedByUserId: UserId,
  uploadedAt: Instant,
});
export type SourceFileView = z.infer<typeof SourceFileView>;

/** `recognised` tells that the tenant had stored these very bytes before; the earlier source file is returned. */
export const UploadedSourceFile = SourceFileView.extend({ recognised: z.boolean() });
export type UploadedSourceFile = z.infer<typeof UploadedSourceFile>;

export const ListSourceFilesQuery = PageQuery.strict();
export const SourceFilePage = pageOf(SourceFileView.omit({ sniff: true }));
