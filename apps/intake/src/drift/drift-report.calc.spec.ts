import { describe, expect, it } from '@jest/globals';
import { compileRecipe } from '../mapping/compile-recipe.calc.ts';
import { profileColumns } from '../sniffing/profile-columns.calc.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { driftReport } from './drift-report.calc.ts';

type Facts = Parameters<typeof plantRecipe>[0];
const usual = ['code', 'name', 'type', 'power'];
const cells = ['P01', 'Alpe', 'PV', '5'];

const report = (facts: Facts, columns = usual, row = cells) => driftReport(plantRecipe(facts), columns, profileColumns(columns, [row, row]));
const compiled = (facts: Facts, columns = usual, row = cells) => compileRecipe(plantRecipe(facts), columns, [{ row: 1, line: 2, blank: false, cells: row }]);

describe('the drift of a file', () => {
  it('is none where the columns are those of the recipe', () => {
    expect(report({ columns: usual })).toEqual({ fits: true, stops: false, missing: [], retyped: [], added: [] });
  });

  it('tells a missing column with what needs it, and the column it may be called now', () => {
    const { missing, stops } = report({ rules: [{ kind: 'required', column: 'power' }] }, ['code', 'name', 'type', 'power_kw', 'note'], [...cells, 'x']);
    expect(stops).toBe(true);
    expect(missing).toEqual([{ column: 'power', usedBy: ['capacityKw', 'required'], action: 'stop', renamedTo: { column: 'power_kw', confidence: expect.any(Number), reason: expect.stringContaining('like "power", and holds decimal values') } }]);
  });

  it('takes no column for another that is like it in nothing', () => {
    expect(report({}, ['code', 'name', 'type', 'anno'], cells).missing[0]?.renamedTo).toBeNull();
  });

  it('holds no more names against each other than one may wait for', () => {
    const strangers = Array.from({ length: 2000 }, (_, at) => `stranger ${at}`);
    const rules = Array.from({ length: 100 }, (_, at) => ({ kind: 'required' as const, column: `STRANGER_${at}`, code: `rule-${at}` }));
    const { missing } = report({ rules }, [...usual, ...strangers], [...cells, ...strangers]);
    expect(missing).toHaveLength(100);
    expect(missing[3]).toEqual({ column: 'STRANGER_3', usedBy: ['rule-3'], action: 'stop', renamedTo: expect.objectContaining({ column: 'stranger 3' }) });
    expect(missing.filter(({ renamedTo }) => renamedTo !== null)).toHaveLength(25);
  });

  it('never takes a renamed column by itself', () => {
    expect(compiled({}, ['code', 'name', 'type', 'power_kw'])).toMatchObject({ problem: { code: 'missing-column', column: 5 } });
  });

  it('tells a column that holds something else now, and does what the recipe says', () => {
    const row = ['P01', 'Alpe', 'PV', 'a lot'];
    expect(report({}, usual, row)).toMatchObject({ fits: false, stops: false, retyped: [{ column: 'power', usedBy: 'capacityKw', expected: 'decimal', found: 'text', action: 'continue' }] });
    expect(compiled({ onDrift: { retyped: 'stop' } }, usual, row)).toEqual({ problem: { code: 'retyped-column', line: 1, column: 4, detail: '"power" holds text, and the recipe reads decimal there' } });
    const spare = { target: 'latitudeDeg', from: 'lat', as: 'decimal' as const, onDrift: { retyped: 'skip' as const } };
    const without = compiled({ fields: [spare] }, [...usual, 'lat'], [...cells, 'north']);
    expect('fields' in without && without.fields.map(({ target }) => target)).not.toContain('latitudeDeg');
  });

  it('tells columns beyond those that the recipe was made for', () => {
    expect(report({}, [...usual, 'note'], [...cells, 'x']).added).toEqual([]);
    expect(report({ columns: usual }, [...usual, 'note'], [...cells, 'x'])).toMatchObject({ added: ['note'], stops: false });
    expect(compiled({ columns: usual, onDrift: { added: 'stop' } }, [...usual, 'note'], [...cells, 'x'])).toMatchObject({ problem: { code: 'unexpected-column', column: 5, detail: 'the recipe does not know "note"' } });
  });
});
