import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecipePreview, RecipeProposal, RecipeView } from '@kairos/contracts';
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
});
