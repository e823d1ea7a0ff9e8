import { describe, expect, it } from '@jest/globals';
import { NewRecipeBody, Recipe } from './recipe.ts';

const sound = {
  format: 'kairos.recipe.v1',
  name: 'my-plants',
  title: 'My plants',
  target: 'assets.plants',
  naturalKey: ['code'],
  fields: [
    { target: 'code', from: 'Code', as: 'text', required: true },
    { target: 'name', from: 'Name', as: 'text' },
    { target: 'type', as: 'text', default: 'Wind' },
    { target: 'capacityKw', from: 'MW', as: 'decimal', unit: { from: 'MW', to: 'kW' } },
  ],
};

function faults(change: object, index?: number): string[] {
  const fields = index === undefined ? sound.fields : sound.fields.map((field, at) => (at === index ? { ...field, ...change } : field));
  const result = NewRecipeBody.safeParse(index === undefined ? { ...sound, ...change } : { ...sound, fields });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a recipe', () => {
  it('fills in how a file is usually read', () => {
    expect(Recipe.parse({ ...sound, version: 3 }).parse).toEqual({
      encoding: 'auto', delimiter: 'auto', quote: 'auto', headerRow: 'auto', sheet: 'auto', trim: true, emptyValues: [], skipEmptyRows: false,
    });
  });

  it('names fields of its target only, each once', () => {
    expect(faults({ target: 'colour' }, 1)).toContain('fields.1.target: assets.plants has no field colour');
    expect(faults({ target: 'code' }, 1)).toContain('fields.1.target: code is mapped twice');
    expect(faults({ target: '__proto__' }, 1)).not.toEqual([]);
    expect(faults({ fields: [...sound.fields, { target: 'customFields.hubHeight', from: 'Hub', as: 'decimal' }] })).toEqual([]);
    expect(faults({ fields: [...sound.fields, { target: 'customFields.', from: 'Hub', as: 'decimal' }] })).not.toEqual([]);
  });

  it('covers every field the target cannot do without', () => {
    expect(faults({ fields: sound.fields.slice(0, 3) })).toEqual(['fields: assets.plants needs capacityKw']);
  });

  it('takes every field from a column or a default', () => {
    expect(faults({ default: undefined }, 2)).toEqual(['fields.2: needs a column (from) or a default']);
  });

  it('has a natural key that is always there', () => {
    expect(faults({ naturalKey: ['name'] })).toEqual(['naturalKey.0: name must be mapped and required']);
  });

  it('converts power to power and energy to energy', () => {
    expect(faults({ unit: { from: 'MWh', to: 'kW' } }, 3)).toEqual(['fields.3.unit: MWh cannot become kW']);
  });

  it.each(['DYYYYMMD', 'YYYYDMYYYY', 'D/M/YYYY D', 'DD-MM-YYYY/M', 'YYYYYMMD', 'YYYY-MMM-D', 'YYYY-MM-YY'])('has dates of one day, one month and one year: not %s', (format) => {
    expect(faults({ as: 'date', formats: [format] }, 1)).toEqual(['fields.1.formats.0: must be made of YYYY, MM and DD, each once']);
  });

  it('tells decimal and group separators apart', () => {
    expect(faults({ decimalSeparator: ',', groupSeparator: ',' }, 3)).toEqual(['fields.3.groupSeparator: must differ from the decimal separator']);
  });

  it('reads a document of the first format as one of today, and one of today as it is', () => {
    const today = Recipe.parse({ ...sound, version: 3 });
    expect(today).toMatchObject({ format: 'kairos.recipe.v2', version: 3, steps: [], rules: [], tests: [], onError: { action: 'skip' }, onDrift: { missing: 'stop' } });
    expect(today.fields.map(({ target, transform }) => `${target} ${transform.length}`)).toEqual(['code 0', 'name 0', 'type 0', 'capacityKw 0']);
    expect(Recipe.parse(JSON.parse(JSON.stringify(today)))).toEqual(today);
    expect(faults({ steps: [] })).not.toEqual([]);
  });

  it('has steps that read what comes before them, and never themselves', () => {
    const v2 = { format: 'kairos.recipe.v2' };
    const step = (into: string, column: string) => ({ into, take: { kind: 'direct', column } });
    expect(faults({ ...v2, steps: [step('a', 'Code'), step('b', 'a')] })).toEqual([]);
    expect(faults({ ...v2, steps: [step('a', 'b'), step('b', 'a')] })).toEqual(['steps.0: "a" needs "b", which a later step makes']);
    expect(faults({ ...v2, steps: [step('a', 'a')] })).toEqual(['steps.0: "a" needs "a", which is itself']);
    expect(faults({ ...v2, steps: [step('a', 'Code'), step('a', 'Name')] })).toContain('steps.1.into: "a" is made twice');
  });

  it('has rules for what it maps', () => {
    const v2 = { format: 'kairos.recipe.v2' };
    expect(faults({ ...v2, rules: [{ kind: 'required', field: 'name' }, { kind: 'custom', expression: 'true' }] })).toEqual([]);
    expect(faults({ ...v2, rules: [{ kind: 'required', field: 'colour' }, { kind: 'required' }, { kind: 'range', field: 'name' }, { kind: 'range', field: 'name', min: '1', max: '2026-01-01' }] })).toEqual([
      'rules.0.field: colour is not mapped', 'rules.1: needs a field or a column to check', 'rules.2: needs a min or a max', 'rules.3: ranges over numbers or over dates, not both',
    ]);
  });

  it('refuses unknown keys and names that are no words', () => {
    expect(faults({ script: 'process.exit()' })).not.toEqual([]);
    expect(faults({ name: '../secret' })).not.toEqual([]);
    expect(faults({ as: 'date', formats: ['(a+)+$'] }, 1)).not.toEqual([]);
  });
});
