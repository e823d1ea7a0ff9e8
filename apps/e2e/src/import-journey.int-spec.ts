import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Upload } from 'tus-js-client';
import type { ImportCounts, ImportJobView, Page, PlantView, PortfolioSummary } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { loadCurve, quartersOfYear } from './load-curve.ts';
import { digestOf, plantFile } from './plant-file.ts';
import { resumable } from './resumable-upload.ts';
import { RunningStack } from './running-stack.ts';

const file = plantFile();
const obligationsPerPlant = 5;
const email = 'admin@localhost.localdomain';
const password = 'una centrale sul fiume Adda';
let stack: RunningStack;

beforeAll(async () => {
  stack = await RunningStack.start();
}, 180_000);
afterAll(() => stack?.stop(), 60_000);

type Answer = { counts: ImportCounts };
async function importFile(): Promise<ImportCounts> {
  const { code, stdout, stderr } = await stack.kairos(['import', file.path, '--recipe', 'wri-plants', '--json']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return (JSON.parse(stdout) as Answer).counts;
}

type Obligations = { total: number; plants: number; double: number; missing: number };
/** Counted in the database: what is there, what is there twice, what is not there. */
async function obligations(): Promise<Obligations> {
  const { rows } = await stack.database.query<Obligations>(
    `select (select count(*)::int from workflows.deadline where status in ('open', 'dateMissing')) as total,
       (select count(*)::int from assets.plant where deleted_at is null) as plants,
       (select count(*)::int from (select from workflows.deadline group by tenant_id, plant_id, obligation_code, coalesce(nominal_due_on, 'infinity') having count(*) > 1) d) as double,
       (select count(*)::int from assets.plant p where (select count(*) from workflows.deadline d where d.plant_id = p.id) <> ${obligationsPerPlant}) as missing`,
  );
  return rows[0] ?? { total: -1, plants: -1, double: -1, missing: -1 };
}
const complete = { total: file.created * obligationsPerPlant, plants: file.created, double: 0, missing: 0 };

async function everyPlant(): Promise<PlantView[]> {
  const signedIn = await new ApiClient(stack.url).post('/api/v1/identity/sessions', { email, password }).expect(201);
  const api = new ApiClient(stack.url, (signedIn.body as { accessToken: string }).accessToken);
  const plants: PlantView[] = [];
  for (let cursor = ''; ; ) {
    const { body }: { body: Page<PlantView> } = await api.get(`/api/v1/assets/plants?limit=200${cursor && `&cursor=${cursor}`}`).expect(200);
    plants.push(...body.items);
    if (!body.nextCursor) return plants;
    cursor = body.nextCursor;
  }
}

describe(`a portfolio from ${file.real ? 'the WRI file of Italy' : 'the sample file (the WRI file is not here: set KAIROS_DATA)'}`, () => {
  it('is signed in for with the one-time password, which is changed at once', async () => {
    const first = await stack.kairos(['login', '--email', email, '--password-stdin'], `${stack.oneTimePassword}\n`);
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('choose your own')]);
    expect(await stack.kairos(['password', '--stdin'], `${stack.oneTimePassword}\n${password}\n`)).toMatchObject({ code: 0 });
    expect(await stack.kairos(['login', '--email', email, '--password-stdin'], `${password}\n`)).toMatchObject({ code: 0, stderr: '' });
    expect((await stack.kairos(['whoami', '--json'])).stdout).toContain(email);
  });

  it('imports while workflows is killed, and every plant has its obligations within 5 s of the import’s end', async () => {
    const importing = importFile();
    await eventually(() => obligations(), ({ total }) => total > 0, 30_000);
    const killed = stack.killService('workflows');
    const counts = await importing;
    const endedAt = Date.now();
    expect(counts).toEqual({ read: file.read, created: file.created, updated: 0, unchanged: 0, rejected: file.rejected, skipped: 0 });
    const found = await eventually(obligations, ({ total }) => total >= complete.total, 20_000);
    const tookMs = Date.now() - endedAt;
    expect(found).toEqual(complete);
    expect(await eventually(async () => stack.programs()['workflows'], (pid) => pid !== undefined && pid !== killed)).not.toBe(killed);
    process.stderr.write(`read ${counts.read} = created ${counts.created} + rejected ${counts.rejected}; ${found.total} obligations open ${tookMs} ms after the import, workflows killed meanwhile\n`);
  }, 90_000);

  it('holds each capacity exactly and each name byte for byte', async () => {
    const plants = await everyPlant();
    const watts = plants.reduce((sum, plant) => sum + Math.round(Number(plant.capacityKw) * 1000), 0);
    expect(watts / 1000).toBe(file.capacityKw);
    expect(digestOf(plants.map((plant) => plant.name))).toBe(file.namesSha256);
    if (file.real) expect([file.read, file.created, file.rejected, file.capacityKw]).toEqual([940, 744, 196, 29658910]);
    process.stderr.write(`Σ capacityKw ${watts / 1000}\n`);
  });

  it('is summed up and written to a file by the command line', async () => {
    const summary = JSON.parse((await stack.kairos(['plants', 'summary', '--json'])).stdout) as PortfolioSummary;
    expect([summary.plants, Number(summary.capacityKw)]).toEqual([file.created, file.capacityKw]);
    const folder = mkdtempSync(join(tmpdir(), 'kairos-export-'));
    expect(await stack.kairos(['plants', 'export', join(folder, 'plants.csv'), '--columns', 'code,capacityKw'])).toMatchObject({ code: 0 });
    const lines = readFileSync(join(folder, 'plants.csv'), 'utf8').split('\r\n').filter(Boolean);
    expect([lines[0], lines.length]).toEqual(['code,capacityKw', file.created + 1]);
    expect(await stack.kairos(['plants', 'export', join(folder, 'plants.pdf')])).toMatchObject({ code: 1, stderr: expect.stringContaining('.csv or .xlsx') });
    rmSync(folder, { recursive: true });
  });

  it('imported again is unchanged, and no obligation is missing or double', async () => {
    expect(await importFile()).toEqual({ read: file.read, created: 0, updated: 0, unchanged: file.created, rejected: file.rejected, skipped: 0 });
    await sleep(1000);
    expect(await obligations()).toEqual(complete);
  }, 60_000);

  it('takes a large file that pauses on its way, by the protocol of resumable uploads', async () => {
    const { body } = await new ApiClient(stack.url).post('/api/v1/identity/sessions', { email, password }).expect(201);
    const headers = { authorization: `Bearer ${(body as { accessToken: string }).accessToken}` };
    const content = Buffer.alloc(20 * 1024 * 1024, 'code;kw\nLARGE;1\n');
    const paused = await resumable(content, { headers, endpoint: `${stack.url}/api/v1/intake/uploads`, chunkSize: 9 * 1024 * 1024 }, true);
    expect(new URL(paused.url).origin).toBe(stack.url);
    const resumed = await resumable(content, { headers, uploadUrl: paused.url });
    expect([...paused.requests, ...resumed.requests]).toEqual(['POST 201', 'PATCH 204', 'HEAD 200', 'PATCH 204']);
    const stored = await fetch(`${stack.url}/api/v1/intake/source-files/${resumed.sourceFileId}`, { headers });
    expect(await stored.json()).toMatchObject({ byteSize: content.length, sha256: createHash('sha256').update(content).digest('hex'), sniff: { delimiter: { value: ';' } } });
    const cancelled = await resumable(content, { headers, endpoint: `${stack.url}/api/v1/intake/uploads`, chunkSize: 9 * 1024 * 1024 }, true);
    await Upload.terminate(cancelled.url, { headers });
    expect((await fetch(cancelled.url, { method: 'HEAD', headers: { ...headers, 'tus-resumable': '1.0.0' } })).status).toBe(410);
    expect((await fetch(`${stack.url}/api/v1/intake/uploads`, { method: 'OPTIONS' })).headers.get('tus-version')).toBe('1.0.0');
  }, 60_000);

  it('invites the people of a file once the plan is approved by somebody who has just proved who they are', async () => {
    const sample = fileURLToPath(new URL('../sample/people.csv', import.meta.url));
    const people = async (...more: string[]) => JSON.parse((await stack.kairos(['import', sample, '--recipe', 'people', '--json', ...more])).stdout) as ImportJobView;
    const expected = { read: 4, created: 2, updated: 0, unchanged: 0, rejected: 2, skipped: 0 };
    const plan = await people('--plan');
    expect(plan).toMatchObject({ mode: 'plan', target: 'identity.users', counts: expected });
    expect(plan.impact).toContainEqual({ group: 'kronos/Viewer', created: 2, updated: 0, measure: 'people', added: '2', changed: '0' });
    expect(plan.firstRejections.map(({ line, errors: [error] }) => [line, error?.column])).toEqual([[4, 'Email'], [5, 'Email']]);
    expect(await stack.kairos(['login', '--email', email, '--password-stdin'], `${password}\n`)).toMatchObject({ code: 0 });
    const approved = await stack.kairos(['jobs', 'approve', plan.id, '--json']);
    expect([approved.code, approved.stderr, (JSON.parse(approved.stdout) as ImportJobView).counts]).toEqual([0, expect.anything(), expected]);
    expect((await people()).counts).toEqual({ ...expected, created: 0, unchanged: 2 });
  }, 60_000);

  it('brings in a year of readings by the clock of the plant, with both days on which it changes, to the watt-hour', async () => {
    const { body } = await new ApiClient(stack.url).post('/api/v1/identity/sessions', { email, password }).expect(201);
    const api = new ApiClient(stack.url, (body as { accessToken: string }).accessToken);
    const { body: { items: [plant] } } = (await api.get('/api/v1/assets/plants?limit=1').expect(200)) as { body: Page<PlantView> };
    const meter = { code: 'UTF-1', name: 'Contatore fiscale', kind: 'meter', manufacturer: 'Iskra', serialNumber: 'E0123456' };
    const { componentId } = (await api.post(`/api/v1/assets/plants/${plant?.id}/components`, meter).expect(201)).body as { componentId: string };
    expect(await stack.kairos(['recipes', 'templates', 'use', 'Letture quartorarie: readings by serial number, day and hour', '--as', 'letture'])).toMatchObject({ code: 0 });
    const year = quartersOfYear(2025);
    const folder = mkdtempSync(join(tmpdir(), 'kairos-readings-'));
    writeFileSync(join(folder, 'letture.csv'), loadCurve(year, 'E0123456'));
    const imported = await stack.kairos(['import', join(folder, 'letture.csv'), '--recipe', 'letture', '--json']);
    rmSync(folder, { recursive: true });
    expect([imported.code, (JSON.parse(imported.stdout) as Answer).counts]).toEqual([0, { read: 35_042, created: 35_040, updated: 0, unchanged: 0, rejected: 2, skipped: 0 }]);
    const { rows } = await stack.database.query<{ at: string; wh: string }>('select (extract(epoch from starts_at) * 1000)::bigint as at, energy_wh as wh from assets.meter_reading where meter_id = $1 order by starts_at', [componentId]);
    expect(rows.map(({ at, wh }) => `${at} ${wh}`)).toEqual(year.map(({ startMs, energyWh }) => `${startMs} ${energyWh}`));
  }, 90_000);

  it('brings in tasks of plants: planned, approved, done by the same rules, and taken back as one', async () => {
    const plants = (await everyPlant()).slice(0, 3).map(({ code }) => code);
    expect(await stack.kairos(['recipes', 'templates', 'use', 'Scadenzario attività: open tasks of plants by practice, with due dates and who does them', '--as', 'scadenzario'])).toMatchObject({ code: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'kairos-tasks-'));
    const header = 'Codice impianto,Pratica,Attività,Modello,Categoria,Istruzioni,Stato,Scadenza,Priorità,Assegnata a,Ore stimate,Ore effettive,Codice pratica,Iniziata il,Completata il,Motivo';
    const lines = plants.flatMap((code) => [`"${code}",Revamping,Ordine inverter,,Revamping,,In corso,31/03/2030,Alta,,"7,5",,,,,`, `"${code}",Revamping,Smontaggio,,,,Da fare,30/04/2030,Media,,16,,,,,`]);
    writeFileSync(join(folder, 'attivita.csv'), [header, ...lines, 'NOWHERE,Revamping,Ordine inverter,,Revamping,,In corso,31/03/2030,Alta,,,,,,,', `"${plants[0]}",Sconosciuta,Ordine,,,,,31/03/2030,,,,,,,,`].join('\n'));
    const tasks = async (...more: string[]) => JSON.parse((await stack.kairos(['import', join(folder, 'attivita.csv'), '--recipe', 'scadenzario', '--json', ...more])).stdout) as ImportJobView;
    const expected = { read: 8, created: 6, updated: 0, unchanged: 0, rejected: 2, skipped: 0 };
    const plan = await tasks('--plan');
    expect(plan).toMatchObject({ mode: 'plan', target: 'workflows.tasks', counts: expected, impact: [{ group: 'Changes', created: 6, measure: 'estimatedHours', added: '70.5' }] });
    expect(plan.firstRejections.map(({ errors: [error] }) => [error?.column, error?.code])).toEqual([['Codice impianto', 'plant-not-found'], ['Pratica', 'workflow-not-found']]);
    const applied = JSON.parse((await stack.kairos(['jobs', 'approve', plan.id, '--json'])).stdout) as ImportJobView;
    expect(applied.counts).toEqual(expected);
    expect((await stack.kairos(['tasks', 'list', '--everybody', '--limit', '200'])).stdout).toContain('Ordine inverter');
    const again = await tasks();
    expect(again.counts).toEqual({ ...expected, created: 0, unchanged: 6 });
    expect(await stack.kairos(['jobs', 'undo', applied.id, '--reason', 'the wrong file'])).toMatchObject({ code: 1, stderr: expect.stringContaining(`later import ${again.id}; undo that first`) });
    for (const { id } of [again, applied]) expect(await stack.kairos(['jobs', 'undo', id, '--reason', 'the wrong file'])).toMatchObject({ code: 0 });
    expect((await stack.kairos(['tasks', 'list', '--everybody', '--limit', '200'])).stdout).not.toContain('Ordine inverter');
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('leaves a system whose invariants hold', async () => {
    const { code, stdout } = await stack.kairos(['doctor']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('not present yet')]);
  });
});
