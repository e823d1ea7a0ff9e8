import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chainStart, commit, eraseAction, exportFormat, nextRecord, recordLine, signSeal, type ChainRecord } from '@kairos/contracts/audit-chain';
import { ChainCheck, type Proof } from './chain-check.ts';

const tenantId = '01920000-0000-7000-8000-000000000001';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = [{ keyId: 'k1', algorithm: 'Ed25519', publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) }];
const actor = { email: 'a@example.org', address: null, userAgent: '},"actor":{ "x"' };

function recordsOf(count: number, change: (number: number) => Partial<Record<'action', string>> & { after?: unknown } = () => ({})): ChainRecord[] {
  const records: ChainRecord[] = [];
  for (let number = 1; number <= count; number += 1) {
    const { action = 'assets.plant.update', after = { z: number } } = change(number);
    const facts = {
      tenantId, id: `record ${number}`, service: 'assets', category: 'plant', action, resourceType: 'Plant', resourceId: null, actorKind: 'user', actorId: null, actorRoles: ['kronos/Admin'], sessionId: null,
      apiKeyId: null, permission: null, requestId: 'r', status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: '2027-03-31T08:00:00.000000Z', recordedAt: '2027-03-31T08:00:00.000000Z',
    };
    records.push(nextRecord(records.at(-1) ?? chainStart, facts, commit('aa', actor), commit('bb', { resourceName: 'È 😀', description: null, reason: null, before: null, after })));
  }
  return records;
}

const placeOf = (record: ChainRecord | undefined) => ({ sequence: record?.sequence ?? 0, recordHash: record?.recordHash ?? chainStart.recordHash });
function linesOf(records: ChainRecord[], { start = chainStart, head = placeOf(records.at(-1)), seals = [] as object[], complete = true } = {}): string[] {
  const header = { line: 'header', format: exportFormat, tenantId, exportedAt: '2027-03-31T08:00:00Z', complete, start, head, keys };
  return [JSON.stringify(header), ...seals.map((seal) => JSON.stringify({ line: 'seal', seal })), ...records.map(recordLine), JSON.stringify({ line: 'end', records: records.length })];
}
const sealOf = (record: ChainRecord | undefined, kind: 'head' | 'anchor' = 'head') => signSeal({ kind, tenantId, ...placeOf(record), sealedAt: '2027-03-31T09:00:00Z', keyId: 'k1' }, privateKey);

async function check(lines: readonly string[]): Promise<Proof> {
  const chain = new ChainCheck();
  for (let at = 0; at < lines.length; at += 4) await chain.take(lines.slice(at, at + 4));
  return chain.finish();
}

it('proves a whole chain, and how far its seals confirm it', async () => {
  const records = recordsOf(6);
  expect(await check(linesOf(records, { seals: [sealOf(records[1]), sealOf(records[3])] }))).toMatchObject({ complete: true, records: 6, first: 1, last: { sequence: 6 }, seals: { matched: 2, upTo: 4, keyId: 'k1' }, fault: undefined });
});

describe('the first record that is not as it was written is named, where', () => {
  const records = recordsOf(6);
  const lines = linesOf(records);
  const changed = (from: string, to: string) => lines.map((line, at) => (at === 3 ? line.replace(from, to) : line));
  it.each<[string, string[], string, number]>([
    ['a fact was changed', changed('"count":1', '"count":2'), 'does-not-fit', 3],
    ['who did it was changed', changed('a@example.org', 'b@example.org'), 'details-do-not-fit', 3],
    ['a value was changed', changed('"z":3', '"z":4'), 'details-do-not-fit', 3],
    ['a line says more than its hashes', lines.map((line, at) => (at === 3 ? line.replace(/\}$/, ',"note":1}') : line)), 'details-do-not-fit', 3],
    ['one is missing', lines.filter((_, at) => at !== 3), 'missing', 3],
    ['two changed places', [...lines.slice(0, 3), lines[4] ?? '', lines[3] ?? '', ...lines.slice(5)], 'missing', 3],
    ['one stands twice', [...lines.slice(0, 4), ...lines.slice(3)], 'does-not-follow', 4],
    ['the end is missing', lines.slice(0, 5), 'cut-off', 5],
    ['the last is missing', linesOf(records.slice(0, 5), { head: placeOf(records[5]) }), 'cut-off', 6],
    ['a line is none', [...lines.slice(0, 3), 'nothing', ...lines.slice(3)], 'unreadable', 3],
    ['the beginning is missing', linesOf(records.slice(2), { start: placeOf(records[1]) }), 'no-anchor', 1],
  ])('%s', async (_what, given, kind, sequence) => {
    expect((await check(given)).fault).toEqual({ kind, sequence });
  });
});

it('takes a beginning that is missing where a signed anchor says that its time was over', async () => {
  const records = recordsOf(6);
  const given = linesOf(records.slice(2), { start: placeOf(records[1]), seals: [sealOf(records[1], 'anchor')] });
  expect(await check(given)).toMatchObject({ records: 4, first: 3, expiredUpTo: 2, fault: undefined });
});

it('finds a chain that was written anew by the seals that do not fit it, and seals that no known key made', async () => {
  const [old, anew] = [recordsOf(6), recordsOf(6, (number) => ({ after: { z: number * 2 } }))];
  expect((await check(linesOf(anew, { seals: [sealOf(old[3])] }))).fault).toEqual({ kind: 'seal-mismatch', sequence: 4 });
  expect((await check(linesOf(old, { seals: [{ ...sealOf(old[3]), sequence: 5 }] }))).fault).toEqual({ kind: 'seal-forged', sequence: 5 });
});

it('wants a later record to tell of details that are gone', async () => {
  const erased = (records: ChainRecord[]) => records.map((record) => (record.sequence === 2 ? { ...record, actor: { ...record.actor, salt: null, details: null } } : record));
  expect((await check(linesOf(erased(recordsOf(4))))).fault).toEqual({ kind: 'erased-unrecorded', sequence: 2 });
  const told = recordsOf(4, (number) => (number === 3 ? { action: eraseAction, after: { actor: [2], content: [] } } : {}));
  expect(await check(linesOf(erased(told)))).toMatchObject({ erased: 1, fault: undefined });
});

it('holds the records of an excerpt against their own hashes alone', async () => {
  const records = recordsOf(6);
  expect(await check(linesOf([records[1], records[4]] as ChainRecord[], { complete: false }))).toMatchObject({ complete: false, records: 2, fault: undefined });
});
