import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Recipe } from '@kairos/contracts';
import { recipeSchema } from './recipe-schema.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
const validate = ajv.compile(recipeSchema());
const shipped = new URL('../../apps/intake/recipes/', import.meta.url);
const documents = readdirSync(shipped).filter((file) => file.endsWith('.json')).map((file) => ({ file, document: JSON.parse(readFileSync(new URL(file, shipped), 'utf8')) as object }));
const faultsOf = (document: unknown) => (validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`));

describe('the JSON Schema of recipes', () => {
  it.each(documents)('takes the shipped recipe $file, as it lies there and as it is read', ({ document }) => {
    expect(faultsOf(document)).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify(Recipe.parse(document))))).toEqual([]);
  });

  it('takes what a tenant may publish, and refuses what a tenant may not', () => {
    const sound = {
      format: 'kairos.recipe.v2', name: 'all-of-it', version: 1, title: 'All of it', target: 'assets.plants', naturalKey: ['code'],
      parse: { skipEmptyRows: true }, onError: { action: 'continue', maxErrors: 10, maxErrorPercent: 50 }, onDrift: { missing: 'skip' },
      steps: [{ into: 'x', take: { kind: 'conditional', cases: [{ when: [{ column: 'a', is: 'greater', value: '1' }], take: { text: 'y' } }] }, transform: [{ kind: 'math', operation: 'divide', by: '3', decimals: 2 }] }],
      fields: ['code', 'name', 'type'].map((target) => ({ target, from: target, as: 'text', required: true })).concat([{ target: 'capacityKw', from: 'x', as: 'decimal', required: true }] as never),
      rules: [{ kind: 'range', field: 'capacityKw', min: '1', severity: 'warning' }],
      tests: [{ name: 'one', row: { a: '2' }, expect: { errors: ['required'] } }],
    };
    expect(Recipe.safeParse(sound).success).toBe(true);
    expect(faultsOf(sound)).toEqual([]);
    expect(faultsOf({ ...sound, script: 'process.exit()' })).not.toEqual([]);
    expect(faultsOf({ ...sound, rules: [{ kind: 'range', field: 'capacityKw', min: 1 }] })).not.toEqual([]);
    expect(faultsOf({ ...sound, format: 'kairos.recipe.v3' })).not.toEqual([]);
  });
});
