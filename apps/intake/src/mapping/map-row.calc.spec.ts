import { describe, expect, it } from '@jest/globals';
import type { Recipe } from '@kairos/contracts';
import { readAll } from '../test/csv.builder.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { compileRecipe } from './compile-recipe.calc.ts';
import { mapRow } from './map-row.calc.ts';
import type { MappedRow } from './map-row.calc.ts';

async function map(recipe: Recipe, text: string): Promise<MappedRow[]> {
  const [batch] = await readAll(text);
  const compiled = compileRecipe(recipe, batch?.columns ?? [], batch?.rows ?? []);
  if ('problem' in compiled) throw new Error(compiled.problem.detail);
  return batch?.rows.map((row) => mapRow(compiled, row)) ?? [];
}

/** Maps one row that has, beside the usual columns, a column `x` which the given field reads. */
async function mapX(field: object, cell: string, parse?: Recipe['parse']): Promise<MappedRow> {
  const recipe = plantRecipe({ fields: [{ from: 'x', ...field } as never], ...(parse ? { parse } : {}) });
  const [row] = await map(recipe, `code,name,type,power,x\nP01,Alpe,PV,5,"${cell.replaceAll('"', '""')}"\n`);
  return row ?? { kind: 'skipped' };
}

const valueOf = (row: MappedRow, target: string) => (row.kind === 'valid' ? row.values[target] : row);
const errorOf = (row: MappedRow) => (row.kind === 'rejected' ? row.errors[0] : row);

describe('mapping a row', () => {
  it('turns a row into the fields of the target', async () => {
    expect(await map(plantRecipe(), 'power,type,name,code\n5,PV,Alpe,P01\n')).toEqual([
      { kind: 'valid', values: { code: 'P01', name: 'Alpe', type: 'Photovoltaic', capacityKw: '5' } },
    ]);
  });

  it('leaves custom fields to the target, which knows them, and holds the others to its contract', async () => {
    expect(valueOf(await mapX({ target: 'customFields.hubHeight', as: 'decimal' }, '90,5', plantRecipe().parse), 'customFields.hubHeight')).toBe('90.5');
    const recipe = plantRecipe({ fields: [{ target: 'customFields.hubHeight', from: 'hub', as: 'decimal' }, { target: 'podCode', from: 'pod', as: 'text' }] });
    expect(errorOf((await map(recipe, 'code,name,type,power,hub,pod\nP01,Alpe,PV,5,90,none\n'))[0] as MappedRow)).toMatchObject({ field: 'podCode' });
  });

  it('rejects a value that the recipe does not map, by column and value', async () => {
    const [row] = await map(plantRecipe(), 'code,name,type,power\nP01,Alpe,Coal,5\n');
    expect(row).toEqual({
      kind: 'rejected',
      errors: [{ code: 'unmapped-value', column: 'type', field: 'type', value: 'Coal', detail: 'type holds "Coal", which the recipe does not map' }],
    });
  });

  it('maps values by their exact text alone, not by names every object has', async () => {
    for (const value of ['constructor', '__proto__', 'pv', 'toString']) {
      const [row] = await map(plantRecipe(), `code,name,type,power\nP01,Alpe,${value},5\n`);
      expect(errorOf(row as MappedRow)).toMatchObject({ code: 'unmapped-value', value });
    }
  });

  it('has a field called as something that all objects have only where a cell gave it', async () => {
    const field = { target: 'constructor', from: 'x', as: 'integer' } as const;
    const recipe = plantRecipe({ target: 'connector', connector: { name: 'crm', endpoint: 'put' }, fields: [field], rules: [{ kind: 'lookup', field: 'constructor', values: ['1'] }], onError: { action: 'continue' } });
    const [bad, good] = await map(recipe, 'code,name,type,power,x\nP01,Alpe,PV,5,many\nP02,Alpe,PV,5,1\n');
    expect(bad).toMatchObject({ kind: 'valid', notes: [{ code: 'invalid-integer', field: 'constructor' }] });
    expect(bad?.kind === 'valid' && 'constructor' in bad.values).toBe(false);
    expect(good).toMatchObject({ kind: 'valid', values: { constructor: 1 } });
  });

  it('keeps values that are not mapped when the recipe says so', async () => {
    const field = { target: 'technology', as: 'text', values: { fixed: 'Fixed mount' }, unmatched: 'keep' };
    expect(valueOf(await mapX(field, 'fixed'), 'technology')).toBe('Fixed mount');
    expect(valueOf(await mapX(field, 'tracker'), 'technology')).toBe('tracker');
  });

  it('tells every fault of a row, not the first alone', async () => {
    const [row] = await map(plantRecipe(), 'code,name,type,power\n,Alpe,Coal,many\n');
    expect(row?.kind === 'rejected' && row.errors.map(({ code, column }) => `${code} ${column}`)).toEqual([
      'required code', 'unmapped-value type', 'invalid-number power',
    ]);
  });

  it('skips blank lines and rejects rows the reader found broken', async () => {
    const rows = await map(plantRecipe(), 'code,name,type,power\n\nP01,Alpe,PV\n');
    expect(rows.map(({ kind }) => kind)).toEqual(['skipped', 'rejected']);
  });

  it('rejects what the contract of the target forbids, by the column it came from', async () => {
    const [row] = await map(plantRecipe(), 'code,name,type,power\nP01,Al,PV,0\n');
    expect(row?.kind === 'rejected' && row.errors.map(({ code, column, value, detail }) => [code, column, value, detail])).toEqual([
      ['invalid-value', 'name', 'Al', 'name must have at least 3 characters'],
      ['invalid-value', 'power', '0', 'power must be above zero'],
    ]);
  });

  it('shows at most the beginning of a long value', async () => {
    const [row] = await map(plantRecipe(), `code,name,type,power\nP01,Alpe,${'x'.repeat(5000)},5\n`);
    expect(JSON.stringify(row).length).toBeLessThan(800);
  });
});

describe('empty cells', () => {
  it('become null, also for the markers the recipe names', async () => {
    const parse = { encoding: 'auto', delimiter: 'auto', quote: '"', headerRow: 1, sheet: 'auto', trim: true, emptyValues: ['-'], skipEmptyRows: false } as const;
    const field = { target: 'location', as: 'text', emptyValues: ['n/a'] };
    for (const cell of ['', '  ', '-', ' - ', 'n/a']) expect(valueOf(await mapX(field, cell, { ...parse, emptyValues: ['-'] }), 'location')).toBeNull();
    expect(valueOf(await mapX(field, '--', { ...parse, emptyValues: ['-'] }), 'location')).toBe('--');
  });

  it('take the default, which is not mapped again', async () => {
    const field = { target: 'status', as: 'text', default: 'In Operation', values: { on: 'In Operation' } };
    expect(valueOf(await mapX(field, ''), 'status')).toBe('In Operation');
    expect(valueOf(await mapX({ ...field, from: undefined }, 'ignored'), 'status')).toBe('In Operation');
  });

  it('reject the row where the field is required', async () => {
    expect(errorOf(await mapX({ target: 'notes', as: 'text', required: true }, ' '))).toMatchObject({ code: 'required', column: 'x', value: '' });
  });
});

describe('numbers, units and dates', () => {
  const power = (extra = {}) => ({ target: 'capacityKw', as: 'decimal', required: true, decimalSeparator: '.', groupSeparator: '', ...extra });
  const mega = power({ unit: { from: 'MW', to: 'kW' } });

  it.each([['0.1', '100'], ['1.005', '1005'], ['180', '180000'], ['0.0295', '29.5'], ['4.35', '4350'], ['1000000.001', undefined]])(
    'converts %s MW exactly',
    async (cell, expected) => {
      const row = await mapX(mega, cell);
      if (expected) expect(valueOf(row, 'capacityKw')).toBe(expected);
      else expect(errorOf(row)).toMatchObject({ code: 'invalid-value', column: 'x' });
    },
  );

  it.each(['1e309', '1e3', 'NaN', 'Infinity', '1,5', '12 MW', '0x1F', '--5', '1.2.3', '####'])('refuses %s as a number', async (cell) => {
    expect(errorOf(await mapX(mega, cell))).toMatchObject({ code: 'invalid-number', column: 'x', value: cell });
  });

  it('reads decimal commas and groups where the recipe says so, and refuses incomplete groups', async () => {
    const italian = power({ decimalSeparator: ',', groupSeparator: '.' });
    for (const [cell, value] of [['1.234,5', '1234.5'], ['1234,5', '1234.5'], ['1.234.567', '1234567'], ['0,5', '0.5']] as const) {
      expect(valueOf(await mapX(italian, cell), 'capacityKw')).toBe(value);
    }
    for (const cell of ['1.23,4', '12.34', '1,234.5', '1..234', '.234']) expect(errorOf(await mapX(italian, cell))).toMatchObject({ code: 'invalid-number' });
  });

  it('reads numbers and dates as the first rows of the file write them, where the recipe leaves that open', async () => {
    const recipe = plantRecipe({ fields: [power({ from: 'power', decimalSeparator: undefined, groupSeparator: undefined }), { target: 'commissionedOn', from: 'since', as: 'date' }] as never });
    const rows = await map(recipe, 'code,name,type,power,since\nP01,Alpe,PV,"1.234,5",31/12/2019\nP02,Brembo,PV,"1.200",01/02/2020\nP03,Como,PV,12.5,2020-02-01\nP04,Dervio,PV,"0,5",03/03/2021\n');
    expect(rows.slice(0, 2).map((row) => row.kind === 'valid' && [row.values['capacityKw'], row.values['commissionedOn']])).toEqual([['1234.5', '2019-12-31'], ['1200', '2020-02-01']]);
    expect(rows[2]).toMatchObject({ kind: 'rejected', errors: [{ code: 'invalid-number', value: '12.5' }, { code: 'invalid-date', value: '2020-02-01' }] });
  });

  it('takes no file whose numbers or dates may be read in two ways, unless the recipe says which', async () => {
    const open = { from: 'power', decimalSeparator: undefined, groupSeparator: undefined };
    const file = 'code,name,type,power,since\nP01,Alpe,PV,1.200,01/02/2020\n';
    await expect(map(plantRecipe({ fields: [power(open) as never] }), file)).rejects.toThrow('power: "1.200" may mean 1.200 or 1200, and no other cell of the file tells which; the recipe has to say how it is written');
    const dated = plantRecipe({ fields: [power({ from: 'power' }), { target: 'commissionedOn', from: 'since', as: 'date' }] as never });
    await expect(map(dated, file)).rejects.toThrow('since: "01/02/2020" may mean 2020-02-01 or 2020-01-02');
    expect(valueOf((await map(plantRecipe({ fields: [power({ ...open, decimalSeparator: ',' }) as never] }), file))[0] ?? { kind: 'skipped' }, 'capacityKw')).toBe('1200');
  });

  it('refuses more decimals than the target keeps instead of rounding', async () => {
    expect(errorOf(await mapX(mega, '0.0000001'))).toMatchObject({ code: 'invalid-value', value: '0.0000001' });
  });

  it('holds numbers to the range of the recipe, after conversion', async () => {
    const field = power({ unit: { from: 'MW', to: 'kW' }, min: '1', max: '1000' });
    expect(valueOf(await mapX(field, '1'), 'capacityKw')).toBe('1000');
    expect(errorOf(await mapX(field, '1.001'))).toMatchObject({ code: 'out-of-range' });
    expect(errorOf(await mapX(field, '0.0009'))).toMatchObject({ code: 'out-of-range' });
  });

  it.each([['2010', 2010], ['2010.0', undefined], ['1978, 1985', undefined], ['99999999999999999999', undefined]])('reads %s as a whole number', async (cell, expected) => {
    const row = await mapX({ target: 'commissioningYear', as: 'integer' }, cell);
    if (expected) expect(valueOf(row, 'commissioningYear')).toBe(expected);
    else expect(errorOf(row)).toMatchObject({ code: 'invalid-integer' });
  });

  it('tries the date formats in order and refuses days that do not exist', async () => {
    const field = { target: 'commissionedOn', as: 'date', formats: ['YYYY-MM-DD', 'DD/MM/YYYY'] };
    expect(valueOf(await mapX(field, '2024-02-29'), 'commissionedOn')).toBe('2024-02-29');
    expect(valueOf(await mapX(field, '05/04/1999'), 'commissionedOn')).toBe('1999-04-05');
    for (const cell of ['30/02/2020', '2023-02-29', '2020', '1/2/2020', '2020-13-01', '04/31/2020']) {
      expect(errorOf(await mapX(field, cell))).toMatchObject({ code: 'invalid-date', value: cell });
    }
  });

  it('holds text to the lengths of the recipe', async () => {
    const field = { target: 'location', as: 'text', minLength: 2, maxLength: 4 };
    expect(valueOf(await mapX(field, '846'), 'location')).toBe('846');
    expect(errorOf(await mapX(field, 'X'))).toMatchObject({ code: 'too-short' });
    expect(errorOf(await mapX(field, 'Torino'))).toMatchObject({ code: 'too-long' });
  });
});

describe('tying a recipe to a file', () => {
  it('names every column the file lacks', () => {
    expect(compileRecipe(plantRecipe(), ['code', 'power'], [])).toEqual({
      problem: { code: 'missing-column', line: 1, column: 3, detail: 'the recipe needs "name", "type", which the file does not have' },
    });
  });
});
