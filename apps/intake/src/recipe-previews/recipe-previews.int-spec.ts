import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FittingRecipes, RecipePreview, RecipeProposal, RecipeView, RowResultView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { newPlantRecipe } from '../test/recipe.builder.ts';
import { jobEnd, startJob, TestIntake, uploadFile } from '../test/intake-service.builder.ts';

const path = '/api/v1/intake/recipes';
let intake: TestIntake;
let operator: Caller;

beforeAll(async () => {
  intake = await TestIntake.start();
  operator = await intake.readyOperator();
}, 60_000);
afterAll(() => intake?.stop());

const preview = async (body: object, caller = operator) => (await caller.api.post(`${path}/preview`, body).expect(200)).body as RecipePreview;

describe('a preview over HTTP', () => {
  it('shows the first 50 rows by a draft with values, errors and warnings, and stores nothing', async () => {
    const { id: sourceFileId } = await uploadFile(operator, `code,name,type,power\nP00,Alpe,Coal,x\n${Array.from({ length: 80 }, (_, at) => `Q${at + 100},alpe ${at},PV,1\n`).join('')}`);
    const rules = [{ kind: 'custom', field: 'name', expression: '$value = $uppercase($value)', severity: 'warning', code: 'no-capitals' }];
    const shown = await preview({ sourceFileId, draft: { ...newPlantRecipe(), name: 'never-published', rules } });
    expect(shown).toMatchObject({ problem: null, drift: { fits: true }, counts: { read: 50, valid: 49, rejected: 1, skipped: 0, warnings: 50 } });
    expect(shown.rows[0]).toMatchObject({ row: 1, line: 2, outcome: 'rejected', cells: ['P00', 'Alpe', 'Coal', 'x'], values: null });
    expect(shown.rows[0]?.errors.map(({ code, column }) => `${code} ${column}`)).toEqual(['unmapped-value type', 'invalid-number power', 'no-capitals name']);
    expect(shown.rows[1]).toMatchObject({ outcome: 'valid', values: { code: 'Q100', capacityKw: '1' }, errors: [{ code: 'no-capitals', severity: 'warning', field: 'name' }] });
    await operator.api.get(`${path}/never-published`).expect(404);
  });

  it('tells how a file drifted from a published recipe', async () => {
    const { id: sourceFileId } = await uploadFile(operator, 'code,name,type,power_kw\nP01,Alpe,PV,5\n');
    const shown = await preview({ sourceFileId, recipe: { name: 'test-plants' } });
    expect(shown).toMatchObject({ problem: { code: 'missing-column' }, rows: [], drift: { stops: true, missing: [{ column: 'power', renamedTo: { column: 'power_kw' } }] } });
  });

  it('outlives expressions that never end', async () => {
    const { id: sourceFileId } = await uploadFile(operator, `code,name,type,power\n${Array.from({ length: 60 }, (_, at) => `L${at},${'a'.repeat(40)}!,PV,1\n`).join('')}`);
    const shown = await preview({ sourceFileId, draft: { ...newPlantRecipe(), rules: [{ kind: 'custom', expression: '$contains(name, /^(a+)+$/)' }] } });
    expect(shown.counts).toMatchObject({ rejected: 50 });
    expect(shown.rows[0]?.errors[0]).toMatchObject({ code: 'expression-too-long' });
  });

  it('refuses what cannot be tried', async () => {
    const { id: sourceFileId } = await uploadFile(operator, 'code,name,type,power\nP01,Alpe,PV,5\n');
    await operator.api.post(`${path}/preview`, { sourceFileId }).expect(400);
    expect((await operator.api.post(`${path}/preview`, { sourceFileId, recipe: { name: 'nobodys' } }).expect(422)).body).toMatchObject({ code: 'recipe-not-found' });
    const stranger = await intake.readyOperator();
    expect((await stranger.api.post(`${path}/preview`, { sourceFileId, recipe: { name: 'test-plants' } }).expect(422)).body).toMatchObject({ code: 'source-file-not-found' });
    const draft = { ...newPlantRecipe(), rules: [{ kind: 'custom', expression: '$uppercase(' }] };
    expect((await operator.api.post(`${path}/preview`, { sourceFileId, draft }).expect(422)).body).toMatchObject({ code: 'recipe-not-sound' });
  });
});

describe('suggestions over HTTP', () => {
  it('propose a draft that imports the file once somebody publishes it, and nothing before', async () => {
    const content = 'Codice impianto;Denominazione;Fonte;Potenza (MW)\nIT1;Alpe di Città;Fotovoltaico;1.234,5\nIT2;Brembo;Eolico;0,5\n';
    const { id: sourceFileId } = await uploadFile(operator, content);
    const proposal = (await operator.api.post(`${path}/suggestions`, { sourceFileId, target: 'assets.plants' }).expect(200)).body as RecipeProposal;
    expect(proposal.missing).toEqual([]);
    await operator.api.get(`${path}/${proposal.draft?.name}`).expect(404);
    const published = (await operator.api.post(path, { ...proposal.draft, name: 'proposed' }).expect(201)).body as RecipeView;
    expect(published.document.fields).toHaveLength(4);
    const job = await jobEnd(operator, await startJob(operator, content, 'proposed'));
    expect(job).toMatchObject({ status: 'completed', counts: { read: 2, created: 2 } });
    const later = (await operator.api.post(`${path}/suggestions`, { sourceFileId, target: 'assets.plants' }).expect(200)).body as RecipeProposal;
    expect(later.columns[2]?.matches[0]).toMatchObject({ field: 'type', kind: 'historical' });
    const stranger = await intake.readyOperator();
    await stranger.api.post(`${path}/suggestions`, { sourceFileId, target: 'assets.plants' }).expect(422);
  });

  it('keep to what is said of how the file is read, and tell every field that there is', async () => {
    const { id: sourceFileId } = await uploadFile(operator, 'Impianti 2026;;\nCodice;Nome;Potenza\nIT1;Alpe;1,5\n');
    const ask = async (headerRow: number) => (await operator.api.post(`${path}/suggestions`, { sourceFileId, target: 'assets.plants', parse: { headerRow } }).expect(200)).body as RecipeProposal;
    expect((await ask(1)).columns.map(({ column }) => column)).not.toContain('Codice');
    const proposal = await ask(2);
    expect(proposal).toMatchObject({ draft: null, missing: ['type'], sampleRows: [['IT1', 'Alpe', '1,5']] });
    expect(proposal.mapping.map(({ target, from }) => `${target} ${from}`)).toEqual(['code Codice', 'name Nome', 'capacityKw Potenza']);
    expect(proposal.fields.find(({ name }) => name === 'type')).toMatchObject({ required: true, choices: expect.arrayContaining(['Wind']) });
  });

  it('name the recipes that a file may have been made for', async () => {
    const { id: sourceFileId } = await uploadFile(operator, 'code,name,type,power\nF01,Alpe,PV,5\n');
    const { items } = (await operator.api.post(`${path}/fitting`, { sourceFileId }).expect(200)).body as FittingRecipes;
    expect(items[0]).toMatchObject({ name: 'test-plants', lacks: [] });
    const stranger = await intake.readyOperator();
    await stranger.api.post(`${path}/fitting`, { sourceFileId }).expect(422);
  });

  it('read the numbers of a file that marks them as they stand', async () => {
    const content = '{"codice":"N01","nome":"Alpe","fonte":"Eolico","potenza":1.234}\n{"codice":"N02","nome":"Como","fonte":"Eolico","potenza":5.678}\n';
    const { id: sourceFileId } = await uploadFile(operator, content);
    const proposal = (await operator.api.post(`${path}/suggestions`, { sourceFileId, target: 'assets.plants' }).expect(200)).body as RecipeProposal;
    expect(proposal.profiles[3]?.numberFormat).toMatchObject({ value: { decimalSeparator: '.' }, confidence: 1 });
    expect(proposal.draft?.fields.find(({ target }) => target === 'capacityKw')).toMatchObject({ decimalSeparator: '.', groupSeparator: '' });
    const shown = await preview({ sourceFileId, draft: proposal.draft });
    expect(shown.rows.map(({ values }) => values?.['capacityKw'])).toEqual(['1.234', '5.678']);
  });
});

describe('an import by a recipe with steps, rules and a budget', () => {
  const file = (bad: number) => `code,name,type,power\n${Array.from({ length: 120 }, (_, at) => `B${bad}-${100 + at},alpe ${at},${at < bad ? 'Coal' : 'PV'},1\n`).join('')}`;
  const recipe = (facts: object) => ({
    ...newPlantRecipe(), ...facts,
    steps: [{ into: 'shout', take: { kind: 'custom', expression: '$uppercase(name)' } }],
    fields: newPlantRecipe().fields.map((field) => (field.target === 'name' ? { ...field, from: 'shout' } : field)),
    rules: [{ kind: 'pattern', column: 'name', pattern: '[02468]$', severity: 'warning', code: 'odd' }],
  });

  it('keeps warnings with the rows, counts problems by field and rule, and tells the drift of the file', async () => {
    await operator.api.post(path, recipe({ name: 'lenient', columns: ['code', 'name', 'type'] })).expect(201);
    const job = await jobEnd(operator, await startJob(operator, file(10), 'lenient'));
    expect(job).toMatchObject({ status: 'completed', counts: { read: 120, created: 110, rejected: 10 }, drift: { fits: true, stops: false } });
    expect(job.problems).toEqual([
      { field: null, column: 'name', code: 'odd', severity: 'warning', rows: 60 },
      { field: 'type', column: 'type', code: 'unmapped-value', severity: 'error', rows: 10 },
    ]);
    const { body } = await operator.api.get(`/api/v1/intake/import-jobs/${job.id}/rows?outcome=created&limit=2`).expect(200);
    expect((body as { items: RowResultView[] }).items.map(({ errors }) => errors.map(({ code, severity }) => `${code} ${severity}`))).toEqual([[], ['odd warning']]);
    expect(intake.target.applied().find((chunk) => chunk.body.importJobId === job.id)?.body.rows[0]?.values).toMatchObject({ name: 'ALPE 10' });
  });

  it('ends where the budget of errors ends, with nothing of that chunk sent', async () => {
    await operator.api.post(path, recipe({ name: 'strict', onError: { maxErrorPercent: 50 } })).expect(201);
    const failed = await jobEnd(operator, await startJob(operator, file(51), 'strict'));
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'too-many-errors', line: 101, detail: '51 of 100 rows are rejected; the recipe allows 50 %' }, counts: { read: 0 } });
    expect(intake.chunksOf(failed)).toEqual([]);
    expect(await jobEnd(operator, await startJob(operator, file(50), 'strict'))).toMatchObject({ status: 'completed', counts: { rejected: 50 } });
    await operator.api.post(path, recipe({ name: 'stopping', onError: { action: 'stop' } })).expect(201);
    expect(await jobEnd(operator, await startJob(operator, file(1), 'stopping'))).toMatchObject({ status: 'failed', failure: { code: 'stopped-at-error', line: 2 } });
  });
});
