import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainStart, commit, exportFormat, nextRecord, recordLine, type ChainRecord } from '@kairos/contracts/audit-chain';
import { run } from '../run.ts';
import { Terminal } from '../terminal.ts';

const tenantId = '0199a1b2-0000-7000-8000-000000000001';
let folder: string;
const said: string[] = [];

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'kairos-test-audit-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function chain(length: number): ChainRecord[] {
  const records: ChainRecord[] = [];
  for (let number = 1; number <= length; number += 1) {
    const facts = {
      tenantId, id: `record ${number}`, service: 'assets', category: 'plant', action: 'assets.plant.update', resourceType: 'Plant', resourceId: null, actorKind: 'user', actorId: null, actorRoles: [], sessionId: null,
      apiKeyId: null, permission: null, requestId: 'r', status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: '2027-03-31T08:00:00.000000Z', recordedAt: '2027-03-31T08:00:00.000000Z',
    };
    records.push(nextRecord(records.at(-1) ?? chainStart, facts, commit('aa', { email: 'a@example.org', address: null, userAgent: null }), commit('bb', { resourceName: null, description: null, reason: null, before: null, after: { n: number } })));
  }
  return records;
}

async function verify(records: ChainRecord[], head: ChainRecord | undefined): Promise<number> {
  const file = join(folder, 'export.jsonl');
  const header = { line: 'header', format: exportFormat, tenantId, exportedAt: '2027-03-31T08:00:00Z', complete: true, start: chainStart, head: { sequence: head?.sequence, recordHash: head?.recordHash }, keys: [] };
  writeFileSync(file, [JSON.stringify(header), ...records.map(recordLine), JSON.stringify({ line: 'end', records: records.length })].join('\n'));
  said.length = 0;
  const hear = (text: string) => said.push(text) > 0;
  return run(['audit', 'verify', file], {}, (json) => Object.assign(new Terminal(json), { note: hear, line: hear, result: (_: unknown, tell: () => string) => hear(tell()) }));
}

describe('kairos audit verify', () => {
  it('says how much it verified', async () => {
    const records = chain(5);
    expect(await verify(records, records.at(-1))).toBe(0);
    expect(said).toEqual([expect.stringContaining('5 records')]);
  });

  it('ends with 1 and names tenant, sequence and service of the first bad record', async () => {
    const records = chain(5);
    const changed = records.map((record, index) => (index === 2 ? { ...record, actorId: 'somebody else' } : record));
    expect(await verify(changed, records.at(-1))).toBe(1);
    expect(said.at(-1)).toMatch(new RegExp(`Tenant ${tenantId}, record 3 of assets is bad \\(edited\\)`));
    expect(await verify(records.filter((_, index) => index !== 1), records.at(-1))).toBe(1);
    expect(said.at(-1)).toContain('record 2 is bad (deleted)');
  });

  it('refuses a file that is no export', async () => {
    writeFileSync(join(folder, 'other.txt'), 'nonsense');
    expect(await run(['audit', 'verify', join(folder, 'other.txt')], {})).toBe(1);
  });
});
