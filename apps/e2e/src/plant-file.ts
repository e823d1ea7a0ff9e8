import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export type PlantFile = { path: string; real: boolean; read: number; created: number; rejected: number; capacityKw: number; namesSha256: string };

const sample = fileURLToPath(new URL('../sample/plants.csv', import.meta.url));
const renewable = new Set(['Hydro', 'Wind', 'Solar', 'Biomass', 'Geothermal']);

/** The WRI power plants of Italy where they are at hand, otherwise the small file made for this repository. */
export function plantFile(): PlantFile {
  const folders = [process.env['KAIROS_DATA'], fileURLToPath(new URL('../../../../shared/data', import.meta.url))].filter((folder) => folder !== undefined);
  const real = folders.map((folder) => join(folder, 'plants', 'italy-wri.csv')).find((file) => existsSync(file));
  return describe(real ?? sample, real !== undefined);
}

/** What the file holds, counted here with plain string work: none of the product's code decides what is right. */
function describe(path: string, real: boolean): PlantFile {
  const [, ...rows] = cells(readFileSync(path, 'utf8'));
  const plants = rows.filter((row) => renewable.has(row[2] ?? ''));
  const watts = plants.reduce((sum, row) => sum + Math.round(Number(row[6]) * 1e6), 0);
  return { path, real, read: rows.length, created: plants.length, rejected: rows.length - plants.length, capacityKw: watts / 1000, namesSha256: digestOf(plants.map((row) => row[1] ?? '')) };
}

export function digestOf(names: string[]): string {
  return createHash('sha256').update([...names].sort().join('\n')).digest('hex');
}

/** RFC 4180 in a few lines: quoted commas, doubled quotes, CRLF. */
function cells(text: string): string[][] {
  const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
  const rows: string[][] = [[]];
  for (const [, value = '', end] of text.trimEnd().matchAll(field)) {
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows;
}
