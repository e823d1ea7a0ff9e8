import { describe, expect, it } from '@jest/globals';
import type { ChainRecord } from '@kairos/contracts/audit-chain';
import { auditCsvHeader, auditCsvLines } from './audit-csv.calc.ts';

const record: ChainRecord = {
  tenantId: 't', id: 'i', service: 'assets', category: 'plant', action: 'assets.plant.update', resourceType: 'Plant', resourceId: 'p', actorKind: 'user', actorId: 'u', actorRoles: ['kronos/Admin', 'fleet/USER'], sessionId: null,
  apiKeyId: null, permission: null, requestId: 'r', status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: '2027-03-31T08:00:00.000000Z', recordedAt: '2027-03-31T08:00:00.000000Z',
  sequence: 7, previousHash: '0', recordHash: 'h', actor: { commitment: 'a', salt: 's', details: { email: 'a@example.org', address: '192.0.2.1', userAgent: null } },
  content: { commitment: 'c', salt: 's', details: { resourceName: '=HYPERLINK("http://x")', description: 'Update plant', reason: '-1, or "so"', before: null, after: { name: 'a' } } },
};
const names = auditCsvHeader.trim().split(',');

describe('an excerpt of the trail as CSV', () => {
  it('has a cell for each column, and makes no formula of what somebody typed', () => {
    const line = auditCsvLines([record]);
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(line).toContain(`"'-1, or ""so"""`);
    expect(line).toContain('kronos/Admin; fleet/USER');
    expect(line).toContain('"{""name"":""a""}"');
    expect(line.endsWith('h\r\n')).toBe(true);
  });

  it.each(['=1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1'])('disarms %j', (reason) => {
    const plain = { ...record, content: { ...record.content, details: { ...record.content.details, reason } as never } };
    expect(auditCsvLines([plain])).toContain(`'${reason}`);
  });

  it('tells which details were erased', () => {
    const [line = ''] = auditCsvLines([{ ...record, actor: { commitment: 'a', salt: null, details: null }, content: { commitment: 'c', salt: null, details: null } }]).split('\r\n');
    expect(line.split(',')[names.indexOf('erased')]).toBe('actor; content');
    expect(line.split(',')).toHaveLength(names.length);
  });
});
