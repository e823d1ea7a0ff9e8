import { describe, expect, it } from '@jest/globals';
import { commit, nextRecord, type ChainRecord } from './chain-record.ts';
import { chainStart } from './chain-verifier.ts';
import { recordLine } from './record-line.ts';
import { exportFormat, verifyExport, verifyExportBytes } from './verify-export.ts';

const tenantId = '01920000-0000-7000-8000-000000000001';
const records: ChainRecord[] = [];
for (let number = 1; number <= 6; number += 1) {
  const facts = {
    tenantId, id: `record ${number}`, service: 'assets', category: 'plant', action: 'assets.plant.update', resourceType: 'Plant', resourceId: null, actorKind: 'user', actorId: null, actorRoles: ['kronos/Admin'], sessionId: null,
    apiKeyId: null, permission: null, requestId: 'r', status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: '2027-03-31T08:00:00.000000Z', recordedAt: '2027-03-31T08:00:00.000000Z',
  };
  const content = { resourceName: 'È', description: '😀', reason: null, before: null, after: { z: number, a: [{ d: 1, c: '2' }] } };
  records.push(nextRecord(records.at(-1) ?? chainStart, facts, commit('aa', { email: 'a@example.org', address: null, userAgent: null }), commit('bb', content)));
}
const last = records.at(-1);
const header = { line: 'header', format: exportFormat, tenantId, exportedAt: '2027-03-31T08:00:00Z', complete: true, start: chainStart, head: { sequence: last?.sequence, recordHash: last?.recordHash }, keys: [] };
const lines = [JSON.stringify(header), ...records.map(recordLine), JSON.stringify({ line: 'end', records: records.length })];
type Line = Record<'facts' | 'actor' | 'content', Record<string, unknown>>;

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe('an export', () => {
  it.each([1, 7, 1000, 1_000_000])('verifies in pieces of %i bytes, with either end of line', async (size) => {
    for (const end of ['\n', '\r\n']) {
      const report = await verifyExportBytes(pieces(Buffer.from(lines.map((line) => `${line}${end}`).join('')), size));
      expect(report).toMatchObject({ records: 6, complete: true, finding: undefined });
    }
  });

  it.each<[string, (line: Line) => object]>([
    ['says something that its hash does not tell of', (line) => ({ ...line, note: 'approved' })],
    ['says it among its facts', (line) => ({ ...line, facts: { ...line.facts, note: 'approved' } })],
    ['says it of the actor', (line) => ({ ...line, actor: { ...line.actor, name: 'x' } })],
    ['says it of the details', (line) => ({ ...line, content: { ...line.content, name: 'x' } })],
    ['is written in another way', (line) => Object.fromEntries(Object.entries(line).reverse())],
    ['is of another schema', (line) => ({ ...line, facts: { ...line.facts, schema: 'kairos.audit-record.v0' } })],
    ['has no actor', ({ actor: _actor, ...line }) => line],
    ['has no facts', (line) => ({ ...line, facts: [] })],
  ])('is refused at the first record that %s', async (_what, change) => {
    const changed = lines.map((line, index) => (index === 3 ? JSON.stringify(change(JSON.parse(line) as Line)) : line));
    expect((await verifyExport(changed)).finding).toMatchObject({ fault: 'unreadable', sequence: 3 });
  });

  it.each([['"count":1', '"count":2'], ['a@example.org', 'b@example.org'], ['"z":3', '"z":4'], ['"salt":"bb"', '"salt":"bc"'], ['"recordHash":"', '"recordHash":"0'], ['"category":"plant",', ''], ['["kronos/Admin"]', '[1]'], ['"service":"assets"', '"service":1']])(
    'is refused at the first record in which %s became %s', async (from, to) => {
      const changed = lines.map((line, index) => (index === 3 ? line.replace(from, to) : line));
      expect(changed).not.toEqual(lines);
      expect((await verifyExport(changed)).finding).toMatchObject({ fault: 'edited', sequence: 3 });
    });

  it('is refused at the first record that says something twice, of which readers choose as they like', async () => {
    const changed = lines.map((line, index) => (index === 3 ? line.replace('"count":1', '"count":2,"count":1') : line));
    expect((await verifyExport(changed)).finding).toMatchObject({ fault: 'unreadable', sequence: 3 });
  });

  it('is refused where a byte of it is no text', async () => {
    const bytes = Buffer.from(lines.join('\n'));
    bytes[bytes.lastIndexOf('È') + 1] = 0xff;
    expect((await verifyExportBytes(pieces(bytes, 64))).finding).toMatchObject({ fault: 'edited', sequence: 6 });
  });
});
