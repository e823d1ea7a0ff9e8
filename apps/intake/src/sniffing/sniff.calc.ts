import { delimiters } from '@kairos/contracts';
import type { Delimiter, SniffResult } from '@kairos/contracts';
import { sniffEncoding, type ByteEvidence } from '@kairos/service-kit/text-encoding';
import { BytesDecoder } from '../csv/decode-bytes.calc.ts';
import { rowLimits } from '../rows/limits.ts';
import type { RowLimits } from '../rows/limits.ts';
import { lineEndOf } from '../csv/line-end.calc.ts';
import type { CsvShape } from '../csv/read-quoted-row.calc.ts';
import { RowSplitter } from '../csv/split-rows.calc.ts';
import type { RawRow } from '../rows/source-row.ts';
import { describeTable } from './describe-table.calc.ts';
import { sniffHeader } from './sniff-header.calc.ts';
import { sniffQuote } from './sniff-quote.calc.ts';

export type FileEvidence = ByteEvidence & { complete: boolean };

const names: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** Tells from the beginning of a file of separated values how it is to be read, how sure that is, and why. */
export function sniff(file: FileEvidence, limits: RowLimits = rowLimits): SniffResult {
  const encoding = sniffEncoding(file);
  const decoder = new BytesDecoder(encoding.value);
  const text = decoder.push(file.head) + (file.complete ? decoder.end() : '');
  const lineEnd = sniffLineEnd(text);
  const quote = sniffQuote(text);
  const shapeOf = (delimiter: Delimiter): CsvShape => ({ delimiter, quote: quote.value, lineEnd: lineEndOf(lineEnd.value) });
  const candidates = delimiters.map((delimiter) => weigh(delimiter, rowsOf(text, shapeOf(delimiter), file.complete)));
  const best = candidates.reduce((winner, other) => (other.score > winner.score ? other : winner));
  const headerRow = sniffHeader(best.rows, best.width);
  return {
    format: { value: 'csv', confidence: foundDelimiter(best).confidence, reason: 'it is text in rows' }, compression: { value: 'none', confidence: 1, reason: 'it is not packed' }, sheet: null, sheets: [],
    encoding, delimiter: foundDelimiter(best), quote, headerRow, lineEnd, ...describeTable(best.rows, headerRow.value, limits),
  };
}

function sniffLineEnd(text: string): SniffResult['lineEnd'] {
  const both = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - both;
  const cr = text.replace(/\r$/, '').split('\r').length - 1 - both;
  const kinds = [both, lf, cr].filter((count) => count > 0).length;
  const reason = `${both} CRLF, ${lf} LF and ${cr} CR in the beginning of the file`;
  if (kinds === 0) return { value: 'lf', confidence: 0.5, reason: 'the beginning of the file is a single line' };
  if (lf === 0 && both === 0) return { value: 'cr', confidence: 0.9, reason };
  if (kinds > 1) return { value: 'mixed', confidence: 0.8, reason };
  return { value: both > 0 ? 'crlf' : 'lf', confidence: 1, reason };
}

type Candidate = { delimiter: Delimiter; rows: RawRow[]; width: number; agreeing: number; score: number };

function rowsOf(text: string, shape: CsvShape, complete: boolean): RawRow[] {
  const splitter = new RowSplitter(shape);
  const rows = splitter.push(text);
  return complete || rows.length === 0 ? [...rows, ...splitter.end()] : rows;
}

function weigh(delimiter: Delimiter, all: RawRow[]): Candidate {
  const rows = all.slice(0, 1000);
  const filled = rows.filter(({ cells, fault }) => !fault && !(cells.length === 1 && cells[0]?.trim() === ''));
  const widths = new Map<number, number>();
  for (const { cells } of filled) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width = 1, count = 0] = [...widths].sort(([, a], [, b]) => b - a)[0] ?? [];
  const agreeing = filled.length === 0 ? 0 : count / filled.length;
  // Agreement decides; among equals the delimiter that makes more columns.
  return { delimiter, rows, width, agreeing, score: width > 1 ? agreeing + Math.min(width, 1000) / 10_000 : 0 };
}

function foundDelimiter({ delimiter, width, agreeing }: Candidate): SniffResult['delimiter'] {
  if (width <= 1) return { value: delimiter, confidence: 0.3, reason: 'no delimiter splits the rows; taken as a single column' };
  const share = Math.round(agreeing * 100);
  return { value: delimiter, confidence: agreeing, reason: `a ${names[delimiter]} gives ${share} % of the rows ${width} cells each` };
}
