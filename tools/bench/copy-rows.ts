/** The limits of an import and of a plan: the same file parsed, its values read and checked, and one COPY in one transaction into a table of the same shape, or none. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import Papa from 'papaparse';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const table = 'bench_import.plant';
const columns = 'id, tenant_id, code, name, type, status, capacity_w, municipality, province, region, latitude_deg, longitude_deg, commissioned_on, owner_name, tags, created_at, updated_at';

/** A table with the columns and the four indexes of the plants', without policies and triggers. */
export async function makeCopyTable(admin: pg.Pool): Promise<void> {
  await admin.query(`create schema if not exists bench_import`);
  await admin.query(`drop table if exists ${table}`);
  await admin.query(`create table ${table} (like assets.plant including defaults including constraints including indexes)`);
}

/** Milliwatt-exact: megawatts in decimal text as whole watts, without a float in between. */
function wattsOf(megawatts: string): bigint {
  const [whole = '', fraction = ''] = megawatts.split('.');
  return BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
}

/** Text of a file's rows, piece by piece, as Papa Parse reads it. */
async function* rowsOf(path: string): AsyncGenerator<string[][]> {
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 })) {
    const text = rest + String(piece);
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    yield Papa.parse<string[]>(text.slice(0, end), { delimiter: ',', newline: '\n', skipEmptyLines: true }).data;
  }
}

/** Decimal degrees within ±limit, in the text they were written in. */
function degreesOf(text: string, limit: number): string {
  const degrees = Number(text);
  if (text === '' || !(Math.abs(degrees) <= limit)) throw new Error(`${text} is no coordinate`);
  return text;
}

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date of the calendar, `2024-02-29`. */
function dateOf(text: string): string {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (text.length !== 10 || !(day >= 1 && day <= (daysOf[month - 1] ?? 0) + (leap ? 1 : 0))) throw new Error(`${text} is no date`);
  return text;
}

/** All that is stored of the file, as COPY takes it: every value read and checked, and written out again. */
async function* linesOf(path: string, tenantId: string): AsyncGenerator<string> {
  const now = new Date().toISOString();
  let row = 0;
  for await (const rows of rowsOf(path)) {
    let text = '';
    for (const [code, name, type, megawatts = '', municipality, province, region, latitude = '', longitude = '', commissioned = '', owner] of rows) {
      row += 1;
      if (row === 1) continue;
      const id = `00000000-0000-7000-8000-${row.toString(16).padStart(12, '0')}`;
      text += `${id}\t${tenantId}\t${code}\t${name}\t${type}\tIn Operation\t${wattsOf(megawatts)}\t${municipality}\t${province}\t${region}\t${degreesOf(latitude, 90)}\t${degreesOf(longitude, 180)}\t${dateOf(commissioned)}\t${owner}\t{}\t${now}\t${now}\n`;
    }
    yield text;
  }
}

/** @returns how long it took, in ms */
export async function copyFile(admin: pg.Pool, path: string, tenantId: string): Promise<number> {
  const client = await admin.connect();
  try {
    await client.query(`truncate ${table}`);
    const startedAt = performance.now();
    await client.query('begin');
    await pipeline(linesOf(path, tenantId), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)));
    await client.query('commit');
    return performance.now() - startedAt;
  } finally {
    client.release();
  }
}

/** Makes the lines that the limit of an import stores, and stores them nowhere. @returns how long it took, in ms */
export async function readFile(path: string, tenantId: string): Promise<number> {
  const startedAt = performance.now();
  let bytes = 0;
  for await (const lines of linesOf(path, tenantId)) bytes += Buffer.from(lines).length;
  if (bytes === 0) throw new Error('nothing was read');
  return performance.now() - startedAt;
}
