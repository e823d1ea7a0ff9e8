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
      encoding: 'auto', delimiter: 'auto', quote: 'auto', headerRow: 'auto', sheet: 'auto', trim: true, emptyValues: [],
    });
  });

  it('names fields of its target only, each once', () => {
    expect(faults({ target: 'colour' }, 1)).toContain('fields.1.target: assets.plants has no field colour');
    expect(faults({ target: 'code' }, 1)).toContain('fields.1.target: code is mapped twice');
    expect(faults({ target: '__proto__' }, 1)).not.toEqual([]);
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

  it('tells decimal and group separators apart', () => {
    expect(faults({ decimalSeparator: ',', groupSeparator: ',' }, 3)).toEqual(['fields.3.groupSeparator: must differ from the decimal separator']);
  });

  it('refuses unknown keys and names that are no words', () => {
    expect(faults({ script: 'process.exit()' })).not.toEqual([]);
    expect(faults({ name: '../secret' })).not.toEqual([]);
    expect(faults({ as: 'date', formats: ['(a+)+$'] }, 1)).not.toEqual([]);
  });
});
