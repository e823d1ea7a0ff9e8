import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { ApiClient, type Caller } from '@kairos/testing';
import { importAll, jobEnd, TestIntake, uploadFile } from './test/intake-service.builder.ts';

const [jobs, files] = ['/api/v1/intake/import-jobs', '/api/v1/intake/source-files'];
const permissions = ['intake.*', 'assets.plant.import'] as const;
let intake: TestIntake;
let manager: Caller;
let owner: Caller;
let neighbour: Caller;
let jobOfManager: ImportJobView;

/** A member who reaches the plants of a list alone. */
const limited = () => intake.service.signIn([...permissions], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
const content = (code: string) => `code,name,type,power\n${code},Uno,PV,1\nREFUSED-${code},Due,PV,1\n`;
const ids = async ({ api }: Pick<Caller, 'api'>, path: string) => ((await api.get(path).expect(200)).body as { items: { id: string }[] }).items.map(({ id }) => id);

beforeAll(async () => {
  intake = await TestIntake.start();
  manager = await intake.readyOperator();
  [owner, neighbour] = [await limited(), await limited()];
  jobOfManager = await importAll(manager, content('M'), 'test-plants');
});
afterAll(() => intake?.stop());

describe('whoever reaches the plants of a list', () => {
  it('sees the imports and files they brought in themselves, in lists, items, rows and downloads', async () => {
    const { id, sourceFileId } = await importAll(owner, content('O'), 'test-plants');
    expect([await ids(owner, jobs), await ids(owner, files), await ids(neighbour, jobs), await ids(neighbour, files)]).toEqual([[id], [sourceFileId], [], []]);
    expect((await owner.api.get(`${jobs}/${id}/rejections`).expect(200)).text).toContain('REFUSED-O');
    const theirs = [`${jobs}/${jobOfManager.id}`, `${jobs}/${jobOfManager.id}/rows`, `${jobs}/${jobOfManager.id}/rejections`, `${files}/${jobOfManager.sourceFileId}`];
    for (const path of theirs) {
      const ask = (made: string) => owner.api.get(made).set('x-request-id', 'the-same-request').expect(404);
      expect((await ask(path)).text).toBe((await ask(path.replace(/[\da-f-]{36}/, randomUUID()))).text);
    }
    for (const act of ['cancel', 'resume']) await owner.api.post(`${jobs}/${jobOfManager.id}/${act}`).expect(404);
    expect((await ids(manager, jobs)).sort()).toEqual([jobOfManager.id, id].sort());
    await manager.api.get(`${jobs}/${id}/rejections`).expect(200);
  });

  it('imports no file of somebody else, of whose rows they would be told, unless they have its very bytes', async () => {
    const body = { sourceFileId: jobOfManager.sourceFileId, recipe: { name: 'test-plants' }, mode: 'plan' };
    expect((await owner.api.post(jobs, body).expect(422)).body).toMatchObject({ code: 'source-file-not-found' });
    expect(await uploadFile(owner, content('M'))).toMatchObject({ id: jobOfManager.sourceFileId, recognised: true });
    const { body: started } = await owner.api.post(jobs, body).expect(202);
    expect((await jobEnd(owner, started as ImportJobView)).status).toBe('completed');
    expect(await ids(neighbour, files)).toEqual([]);
  });

  it('is told no row of a plant that they reach no more', async () => {
    const { id } = await importAll(owner, content('ONCE'), 'test-plants');
    // Its plant was made by the stand-in of assets: it is on nobody's list.
    const { body } = await owner.api.get(`${jobs}/${id}/rows`).expect(200);
    expect((body as { items: { outcome: string; recordId: null }[] }).items.map(({ outcome, recordId }) => [outcome, recordId])).toEqual([['rejected', null]]);
    expect((await manager.api.get(`${jobs}/${id}/rows`).expect(200)).body).toMatchObject({ items: [{ outcome: 'created' }, { outcome: 'rejected' }] });
  });

  it('through an API key sees what that key brought in, and not its owner', async () => {
    const apiKey = { id: randomUUID(), azv: 1 };
    await intake.service.database.admin.query(
      `insert into intake.api_key_access values ($1, $2, $3, true, '{intake.*,assets.plant.import}', $4, now() + interval '1 hour', 1)`, [apiKey.id, manager.tenantId, manager.membershipId, JSON.stringify({ plants: [randomUUID()] })]);
    const key = { ...manager, api: new ApiClient(intake.service.url, intake.service.issuer.token({ ...manager, sessionId: apiKey.id, apiKey })) };
    expect([await ids(key, jobs), await ids(key, files)]).toEqual([[], []]);
    await key.api.get(`${jobs}/${jobOfManager.id}`).expect(404);
    const { id, sourceFileId } = await importAll(key, content('KEY'), 'test-plants');
    expect([await ids(key, jobs), await ids(key, files)]).toEqual([[id], [sourceFileId]]);
  });
});
