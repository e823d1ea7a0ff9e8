import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from './run.ts';
import { Terminal } from './terminal.ts';
import { TestApi } from './test/api-server.builder.ts';

const assets = '/api/v1/assets';
const now = '2026-02-03T09:15:02.118Z';
const [plantId, changeId, setId, anna, bruno] = Array.from({ length: 5 }, () => randomUUID());
const plant = {
  id: plantId, code: 'PV-1', name: 'Alpe', type: 'Photovoltaic', status: 'In Operation', capacityKw: '19', sizeBand: 'micro', location: null, address: null, municipality: null, province: null, region: null, latitudeDeg: null, longitudeDeg: null,
  commissionedOn: null, commissioningYear: null, ownerName: null, technology: null, podCode: null, protectedArea: false, timeZone: null, incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null, tags: [], notes: null,
  customFields: { hubHeight: '90' }, inactiveCustomFields: {}, version: 1, createdAt: now, updatedAt: now,
};
const set = {
  id: setId, title: 'Repowering', reason: 'as built', status: 'proposed', plantIds: [plantId], proposedBy: anna, proposedAt: now, decidedBy: null, decidedAt: null, decisionReason: null,
  changes: [{ plantId, plantCode: 'PV-1', plantName: 'Alpe', removed: false, part: 'plant', fields: [{ field: 'capacityKw', before: '19', after: '25', now: '22', changedSince: true }] }],
};
const field = { id: randomUUID(), key: 'hubHeight', type: 'number', label: { en: 'Hub height', it: 'Altezza' }, options: null, unit: 'm', required: false, appliesTo: null, retired: false, version: 3, createdAt: now, updatedAt: now };
let api: TestApi;
let home: string;
let bodies: unknown[];

beforeEach(async () => {
  api = await TestApi.start();
  home = mkdtempSync(join(tmpdir(), 'kairos-cli-test-'));
  bodies = [];
  await kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n');
  api.on(`GET ${assets}/plants`, { items: [plant], nextCursor: null });
});
afterEach(async () => {
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

async function kairos(args: string[], input = ''): Promise<{ code: number; out: string; notes: string }> {
  const [output, notes, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const code = await run(args, { KAIROS_HOME: home, KAIROS_URL: api.url }, (json) => new Terminal(json, output, notes as unknown as NodeJS.WriteStream, stdin as unknown as NodeJS.ReadStream));
  const read = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
  return { code, out: read(output), notes: read(notes) };
}

const takes = (route: string, answer: object) =>
  api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    bodies.push({ ...(JSON.parse(request.body) as object), ...(request.headers['if-match'] ? { ifMatch: request.headers['if-match'] } : {}) });
    response.writeHead(200).end(JSON.stringify(answer));
  });

describe('what changes in plants', () => {
  it('is told, the last first, and taken back by its ids', async () => {
    const change = { id: changeId, part: 'plant', at: now, actorKind: 'user', actorId: bruno, action: 'assets.change-set.approve', reason: 'as built', requestId: null, changeSet: { id: setId, title: 'Repowering', proposedBy: anna, approvedBy: bruno }, before: { capacityKw: '19', notes: null }, after: { capacityKw: '25', notes: 'x' } };
    api.on(`GET ${assets}/plants/${plantId}/changes`, { items: [change], nextCursor: null });
    const { out } = await kairos(['plants', 'history', 'PV-1']);
    for (const told of ['capacityKw 19 → 25, notes nothing → x', 'Repowering', String(changeId)]) expect(out).toContain(told);
    takes(`POST ${assets}/plants/${plantId}/changes/revert`, { reverted: 1, parts: ['plant'] });
    expect(await kairos(['plants', 'revert', 'PV-1', String(changeId), '--reason', 'a mistake'])).toMatchObject({ code: 0, out: '1 taken back in plant\n' });
    expect(bodies).toEqual([{ changeIds: [changeId], reason: 'a mistake' }]);
    expect((await kairos(['plants', 'show', 'PV-1'])).out).toMatch(/hubHeight +90/);
  });

  it('is told of a plant by its exact code, however many others hold it in their names', async () => {
    const others = Array.from({ length: 200 }, (_, at) => ({ ...plant, id: randomUUID(), code: `A-${at}`, name: `PV-1 ${at}` }));
    api.on(`GET ${assets}/plants`, (request: IncomingMessage, response: ServerResponse) => {
      const isSecond = (request.url ?? '').includes('cursor=next');
      response.writeHead(200).end(JSON.stringify(isSecond ? { items: [plant], nextCursor: null } : { items: others, nextCursor: 'next' }));
    });
    api.on(`GET ${assets}/plants/${plantId}/changes`, { items: [], nextCursor: null });
    expect((await kairos(['plants', 'history', 'PV-1'])).code).toBe(0);
    expect(await kairos(['plants', 'history', 'PV-2'])).toMatchObject({ code: 1, notes: expect.stringContaining('no plant with the code PV-2') as unknown });
  });

  it('is proposed field by field or by a file, shown with what changed since, and decided', async () => {
    takes(`POST ${assets}/change-sets`, set);
    const why = ['--title', 'Repowering', '--reason', 'as built'];
    const proposed = await kairos(['change-sets', 'propose', ...why, '--plant', 'PV-1', '--set', 'capacityKw=25', '--set', 'notes=', '--set', 'commissioningYear:=2012']);
    expect(proposed.out).toMatch(/Repowering: proposed .*\n[^]*PV-1 +plant +capacityKw +19 +25 +holds 22 now/);
    const file = join(home, 'changes.json');
    writeFileSync(file, JSON.stringify([{ plantId, part: 'gse', facts: { iban: null } }]));
    await kairos(['change-sets', 'propose', ...why, '--file', file]);
    expect(bodies).toEqual([
      { title: 'Repowering', reason: 'as built', changes: [{ plantId, part: 'plant', facts: { capacityKw: '25', notes: null, commissioningYear: 2012 } }] },
      { title: 'Repowering', reason: 'as built', changes: [{ plantId, part: 'gse', facts: { iban: null } }] },
    ]);
    expect(await kairos(['change-sets', 'propose', ...why])).toMatchObject({ code: 1, notes: expect.stringContaining('--plant') });
    expect(await kairos(['change-sets', 'propose', ...why, '--plant', 'PV-1', '--set', 'year:=twelve'])).toMatchObject({ code: 1, notes: expect.stringContaining('JSON') });
    takes(`POST ${assets}/change-sets/${setId}/approve`, { ...set, status: 'applied' });
    expect((await kairos(['change-sets', 'approve', String(setId)])).out).toContain('Repowering: applied');
    api.on(`GET ${assets}/change-sets`, { items: [set], nextCursor: null });
    expect((await kairos(['change-sets', 'list', '--status', 'proposed'])).out).toMatch(/2026-02-03 09:15 +proposed +Repowering +1/);
  });

  it('has fields of the tenant’s own, defined and retired', async () => {
    const predicate = join(home, 'large.json');
    writeFileSync(predicate, JSON.stringify({ field: 'capacityKw', op: 'above', value: '1000' }));
    takes(`POST ${assets}/custom-fields`, field);
    expect((await kairos(['custom-fields', 'define', 'hubHeight', '--type', 'number', '--label', 'Hub height', '--unit', 'm', '--applies-to', predicate])).out).toContain('customFields.hubHeight');
    api.on(`GET ${assets}/custom-fields`, { items: [field] });
    expect((await kairos(['custom-fields'])).out).toMatch(/hubHeight +number \(m\) +Hub height +all/);
    takes(`PUT ${assets}/custom-fields/${field.id}`, { ...field, retired: true });
    expect((await kairos(['custom-fields', 'retire', 'hubHeight'])).out).toContain('is retired');
    expect(bodies).toEqual([
      { key: 'hubHeight', type: 'number', label: { en: 'Hub height', it: 'Hub height' }, unit: 'm', required: false, appliesTo: { field: 'capacityKw', op: 'above', value: '1000' } },
      { label: field.label, options: null, unit: 'm', required: false, appliesTo: null, retired: true, ifMatch: '"3"' },
    ]);
    expect((await kairos(['custom-fields', 'retire', 'other'])).notes).toContain('There is no custom field other');
  });
});
