import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestCommandLine } from './test/command-line.builder.ts';

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
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.start();
  await kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n');
  cli.api.on(`GET ${assets}/plants`, { items: [plant], nextCursor: null });
});
afterEach(() => cli.stop());
const kairos = (args: string[], input = '') => cli.run(args, { input });

describe('what changes in plants', () => {
  it('is told, the last first, and taken back by its ids', async () => {
    const change = { id: changeId, part: 'plant', at: now, actorKind: 'user', actorId: bruno, action: 'assets.change-set.approve', reason: 'as built', requestId: null, changeSet: { id: setId, title: 'Repowering', proposedBy: anna, approvedBy: bruno }, before: { capacityKw: '19', notes: null }, after: { capacityKw: '25', notes: 'x' } };
    cli.api.on(`GET ${assets}/plants/${plantId}/changes`, { items: [change], nextCursor: null });
    const { out } = await kairos(['plants', 'history', 'PV-1']);
    for (const told of ['capacityKw 19 → 25, notes nothing → x', 'Repowering', String(changeId)]) expect(out).toContain(told);
    cli.api.takes(`POST ${assets}/plants/${plantId}/changes/revert`, 200, { reverted: 1, parts: ['plant'] });
    expect(await kairos(['plants', 'revert', 'PV-1', String(changeId), '--reason', 'a mistake'])).toMatchObject({ code: 0, out: '1 taken back in plant\n' });
    expect(cli.api.taken).toEqual([{ changeIds: [changeId], reason: 'a mistake' }]);
    expect((await kairos(['plants', 'show', 'PV-1'])).out).toMatch(/hubHeight +90/);
  });

  it('is told of a plant by its exact code, however many others hold it in their names', async () => {
    const others = Array.from({ length: 200 }, (_, at) => ({ ...plant, id: randomUUID(), code: `A-${at}`, name: `PV-1 ${at}` }));
    cli.api.on(`GET ${assets}/plants`, (request, response) => {
      const isSecond = (request.url ?? '').includes('cursor=next');
      response.writeHead(200).end(JSON.stringify(isSecond ? { items: [plant], nextCursor: null } : { items: others, nextCursor: 'next' }));
    });
    cli.api.on(`GET ${assets}/plants/${plantId}/changes`, { items: [], nextCursor: null });
    expect((await kairos(['plants', 'history', 'PV-1'])).code).toBe(0);
    expect(await kairos(['plants', 'history', 'PV-2'])).toMatchObject({ code: 1, notes: expect.stringContaining('no plant with the code PV-2') as unknown });
  });

  it('is proposed field by field or by a file, shown with what changed since, and decided', async () => {
    cli.api.takes(`POST ${assets}/change-sets`, 200, set);
    const why = ['--title', 'Repowering', '--reason', 'as built'];
    const proposed = await kairos(['change-sets', 'propose', ...why, '--plant', 'PV-1', '--set', 'capacityKw=25', '--set', 'notes=', '--set', 'commissioningYear:=2012']);
    expect(proposed.out).toMatch(/Repowering: proposed .*\n[^]*PV-1 +plant +capacityKw +19 +25 +holds 22 now/);
    const file = join(cli.home, 'changes.json');
    writeFileSync(file, JSON.stringify([{ plantId, part: 'gse', facts: { iban: null } }]));
    await kairos(['change-sets', 'propose', ...why, '--file', file]);
    expect(cli.api.taken).toEqual([
      { title: 'Repowering', reason: 'as built', changes: [{ plantId, part: 'plant', facts: { capacityKw: '25', notes: null, commissioningYear: 2012 } }] },
      { title: 'Repowering', reason: 'as built', changes: [{ plantId, part: 'gse', facts: { iban: null } }] },
    ]);
    expect(await kairos(['change-sets', 'propose', ...why])).toMatchObject({ code: 1, notes: expect.stringContaining('--plant') });
    expect(await kairos(['change-sets', 'propose', ...why, '--plant', 'PV-1', '--set', 'year:=twelve'])).toMatchObject({ code: 1, notes: expect.stringContaining('JSON') });
    cli.api.takes(`POST ${assets}/change-sets/${setId}/approve`, 200, { ...set, status: 'applied' });
    expect((await kairos(['change-sets', 'approve', String(setId)])).out).toContain('Repowering: applied');
    cli.api.on(`GET ${assets}/change-sets`, { items: [set], nextCursor: null });
    expect((await kairos(['change-sets', 'list', '--status', 'proposed'])).out).toMatch(/2026-02-03 09:15 +proposed +Repowering +1/);
  });

  it('has fields of the tenant’s own, defined and retired', async () => {
    const predicate = join(cli.home, 'large.json');
    writeFileSync(predicate, JSON.stringify({ field: 'capacityKw', op: 'above', value: '1000' }));
    cli.api.takes(`POST ${assets}/custom-fields`, 200, field);
    expect((await kairos(['custom-fields', 'define', 'hubHeight', '--type', 'number', '--label', 'Hub height', '--unit', 'm', '--applies-to', predicate])).out).toContain('customFields.hubHeight');
    cli.api.on(`GET ${assets}/custom-fields`, { items: [field] });
    expect((await kairos(['custom-fields'])).out).toMatch(/hubHeight +number \(m\) +Hub height +all/);
    cli.api.takes(`PUT ${assets}/custom-fields/${field.id}`, 200, { ...field, retired: true });
    expect((await kairos(['custom-fields', 'retire', 'hubHeight'])).out).toContain('is retired');
    expect(cli.api.taken).toEqual([
      { key: 'hubHeight', type: 'number', label: { en: 'Hub height', it: 'Hub height' }, unit: 'm', required: false, appliesTo: { field: 'capacityKw', op: 'above', value: '1000' } },
      { label: field.label, options: null, unit: 'm', required: false, appliesTo: null, retired: true, ifMatch: '"3"' },
    ]);
    expect((await kairos(['custom-fields', 'retire', 'other'])).notes).toContain('There is no custom field other');
  });
});
