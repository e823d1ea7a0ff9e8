import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { wattsOf } from '@kairos/contracts';
import { plainOptions } from '../test/csv.builder.ts';
import { shippedRecipe } from '../test/recipe.builder.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { SourceRow } from '../rows/source-row.ts';
import { compileRecipe } from './compile-recipe.calc.ts';
import type { CompiledRecipe } from './compile-recipe.calc.ts';
import { mapRow } from './map-row.calc.ts';
import type { MappedRow, MappedValues } from './map-row.calc.ts';
import { portfolioFile } from '../test/portfolio-file.config.ts';

type Read = { source: SourceRow; mapped: MappedRow };

async function importOf(path: string): Promise<Read[]> {
  let recipe: CompiledRecipe | undefined;
  const result: Read[] = [];
  for await (const { columns, rows } of readCsv(createReadStream(path), plainOptions)) {
    const compiled = recipe ?? compileRecipe(shippedRecipe('wri-plants'), columns, rows);
    if ('problem' in compiled) throw new Error(compiled.problem.detail);
    recipe = compiled;
    result.push(...rows.map((source) => ({ source, mapped: mapRow(compiled, source) })));
  }
  return result;
}

const valid = (rows: Read[]): MappedValues[] => rows.flatMap(({ mapped }) => (mapped.kind === 'valid' ? [mapped.values] : []));
const rejected = (rows: Read[]) => rows.flatMap(({ source, mapped }) => (mapped.kind === 'rejected' ? [{ source, errors: mapped.errors }] : []));
const wattsIn = (rows: Read[]) => valid(rows).reduce((sum, { capacityKw }) => sum + wattsOf(String(capacityKw)), 0n);

describe('the recipe wri-plants', () => {
  it('takes the renewable plants of a made-up file and rejects the others with their fuel', async () => {
    const rows = await importOf(portfolioFile.sample);
    expect(valid(rows)).toHaveLength(8);
    expect(rejected(rows).map(({ source, errors }) => [source.row, source.line, errors[0]?.column, errors[0]?.value])).toEqual([
      [8, 9, 'Fuel', 'Natural Gas'],
      [9, 10, 'Fuel', 'Coal'],
    ]);
    expect(wattsIn(rows)).toBe(388_719_000n);
    expect(valid(rows)[2]).toEqual({
      code: '9000003',
      name: 'Campo Soleggiato',
      type: 'Photovoltaic',
      capacityKw: '19',
      status: 'In Operation',
      commissioningYear: 2010,
      location: null,
      latitudeDeg: '40.1',
      longitudeDeg: '-0.5',
      ownerName: null,
      technology: 'PV',
    });
    expect(valid(rows).map(({ name }) => name)).toContain('Impianto eolico di Cutro - localitÃ\u00a0 Rosa');
  });

  const real = portfolioFile.present;
  const title = real
    ? 'reads the 940 plants of Italy as 744 valid and 196 rejected rows, 29,658,910 kW in all'
    : 'reads the made-up sample alone: the file of Italy is not on this machine';
  it(title, async () => {
    if (!real) return expect(await importOf(portfolioFile.sample)).toHaveLength(10);
    const rows = await importOf(portfolioFile.real);
    expect(rows).toHaveLength(940);
    expect(valid(rows)).toHaveLength(744);
    expect(wattsIn(rows)).toBe(29_658_910_000n);
    const refusals = rejected(rows);
    expect(refusals).toHaveLength(196);
    for (const { source, errors } of refusals) {
      expect(errors[0]).toMatchObject({ code: 'unmapped-value', column: 'Fuel', value: source.cells[2] });
      expect(source.line).toBe(source.row + 1);
    }
    const names = rows.filter(({ mapped }) => mapped.kind === 'valid').map(({ source }) => source.cells[1]);
    expect(valid(rows).map(({ name }) => name)).toEqual(names);
    expect(names).toContain('Impianto eolico di Cutro - localitÃ Rosito');
    expect(valid(rows).flatMap(({ location }) => (/^\d/.test(String(location)) ? [location] : []))).toEqual(['846', '2655.34']);
  });
});
