import { describe, expect, it } from '@jest/globals';
import { CsvError, parse } from 'csv-parse/sync';
import { FileFault } from '../rows/file.errors.ts';
import { inPieces } from '../test/csv.builder.ts';
import { fullProof } from '../test/proof.config.ts';
import { Random } from '../test/random.builder.ts';
import { writtenTable, type WrittenTable } from '../test/written-table.builder.ts';
import { readCsv } from './read-csv.ts';

const files = fullProof ? 100_000 : 2000;

type Ours = { cells: string[][]; faults: string[]; refused: string | undefined };
type Theirs = { cells: string[][] } | { code: string };

async function ours({ text, delimiter, newline }: WrittenTable, size: number): Promise<Ours> {
  const read: Ours = { cells: [], faults: [], refused: undefined };
  try {
    const options = { encoding: 'utf-8', delimiter, quote: '"', lineEnd: newline === '\r' ? '\r' : '\n', headerRow: 0, batchSize: 500 } as const;
    for await (const { rows } of readCsv(inPieces(text, size), options)) {
      read.cells.push(...rows.map(({ cells }) => cells));
      // A row that is not as wide as the first is refused for that, with its cells as they are.
      read.faults.push(...rows.flatMap(({ fault }) => (fault && fault.code !== 'cell-count' ? [fault.code] : [])));
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    read.refused = error.problem.code;
  }
  return read;
}

/** The strict reader: quotes alone decide, no cell is trimmed, nothing is skipped. */
function theirs({ text, delimiter, newline }: WrittenTable): Theirs {
  try {
    return { cells: parse(text, { bom: true, delimiter, record_delimiter: newline === '\r' ? ['\r'] : ['\r\n', '\n'], relax_column_count: true, skip_empty_lines: false }) };
  } catch (error) {
    if (error instanceof CsvError) return { code: error.code };
    throw error;
  }
}

/** How the two readings of a file stand to each other; undefined where they contradict. */
function verdict({ cells: meant }: WrittenTable, mine: Ours, strict: Theirs): string | undefined {
  const same = (one: string[][], other: string[][] | undefined) => JSON.stringify(one) === JSON.stringify(other);
  if (mine.refused !== undefined) return 'cells' in strict && strict.cells.length === 0 ? `both find nothing: ${mine.refused}` : undefined;
  if ('cells' in strict) return same(mine.cells, strict.cells) ? 'identical cells' : mine.faults.length > 0 ? `named by us alone: ${mine.faults[0]}` : undefined;
  if (mine.faults.length > 0) return `named by both: ${mine.faults[0]} and ${strict.code}`;
  // Quotes inside of a bare cell and blanks behind a quoted one are not refused by us: then what was meant has to come out.
  return meant === undefined ? `named by csv-parse alone: ${strict.code}` : same(mine.cells, meant) ? `read as it was meant, though csv-parse says ${strict.code}` : undefined;
}

describe('CSV as csv-parse reads it', () => {
  it(`in ${files} files of every kind gives identical cells, or a named rejection`, async () => {
    const tally = new Map<string, number>();
    for (let seed = 1; seed <= files; seed += 1) {
      const random = new Random(seed);
      const table = writtenTable(random);
      const mine = await ours(table, 1 + random.below(40));
      const strict = theirs(table);
      const found = verdict(table, mine, strict);
      if (found === undefined) expect({ seed, table, ours: mine }).toEqual({ seed, table, ours: strict });
      if (table.injury === 'none' && mine.refused === undefined) expect({ seed, text: table.text, found, cells: mine.cells }).toEqual({ seed, text: table.text, found: 'identical cells', cells: table.cells });
      tally.set(found ?? '', (tally.get(found ?? '') ?? 0) + 1);
    }
    if (fullProof) process.stderr.write(`${[...tally].sort(([, one], [, other]) => other - one).map(([what, count]) => `${String(count).padStart(7)} ${what}`).join('\n')}\n`);
    expect(tally.get('identical cells')).toBeGreaterThan(files * 0.75);
    expect([...tally.keys()].some((what) => what.startsWith('named by both'))).toBe(true);
  }, 600_000);
});
