import { describe, expect, it } from '@jest/globals';
import { limitsOfPlan, type TenantStanding } from '@kairos/contracts';
import { demandStanding } from './tenant-standing.ts';

const noon = Date.parse('2027-03-01T12:00:00.000Z');
const standing = (facts: Partial<TenantStanding>): TenantStanding => ({ status: 'Active', readOnlyFrom: null, closedFrom: null, limits: limitsOfPlan.Enterprise, features: [], ...facts });
const refusal = (facts: Partial<TenantStanding>, changes: boolean) => {
  try {
    demandStanding(standing(facts), changes, noon);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a tenant in good standing', () => {
  it('reads and changes, until the instant its plan ends', () => {
    expect(refusal({ readOnlyFrom: '2027-03-01T12:00:00.001Z' }, true)).toBeUndefined();
    expect(refusal({ status: 'Trial', readOnlyFrom: '2027-03-01T12:00:00.000Z' }, true)).toBe('tenant-expired');
  });
});

describe('a tenant that is read-only', () => {
  it.each([['Suspended', 'tenant-suspended'], ['Cancelled', 'tenant-cancelled'], ['Active', 'tenant-expired']] as const)('reads, changes nothing and is told why: %s', (status, code) => {
    const readOnlyFrom = '2027-02-01T00:00:00.000Z';
    expect(refusal({ status, readOnlyFrom }, false)).toBeUndefined();
    expect(refusal({ status, readOnlyFrom }, true)).toBe(code);
  });

  it('reads nothing either, once the time to export is over', () => {
    expect(refusal({ status: 'Cancelled', closedFrom: '2027-03-01T11:59:59.000Z' }, false)).toBe('tenant-cancelled');
  });
});
