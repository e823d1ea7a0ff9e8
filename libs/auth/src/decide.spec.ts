import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { decide, type Standing } from './decide.ts';

const plant = randomUUID();
const standing = (more: Partial<Standing> = {}): Standing => ({
  active: true, sessionRevoked: false, passwordChangeRequired: false, permissions: ['assets.plant.read'], rowScope: { plants: [plant] }, ...more,
});
const read = 'assets.plant.read' as const;
const about = (id: string) => ({ permission: read, resource: { kind: 'plants' as const, id } });

describe('a decision', () => {
  it.each([
    ['nobody known', undefined, { permission: read }, { allowed: false, rule: 'membership-missing' }],
    ['a membership that ended', standing({ active: false, sessionRevoked: true }), { permission: read }, { allowed: false, rule: 'membership-inactive' }],
    ['a session that ended', standing({ sessionRevoked: true }), { permission: 'own-account' }, { allowed: false, rule: 'session-ended' }],
    ['a password made for one use', standing({ passwordChangeRequired: true }), { permission: read }, { allowed: false, rule: 'password-change-required' }],
    ['the same, on their own account', standing({ passwordChangeRequired: true }), { permission: 'own-account' }, { allowed: true, rule: 'own-account' }],
    ['a second factor that was asked for', standing({ secondFactorRequired: true }), { permission: read }, { allowed: false, rule: 'second-factor-required' }],
    ['the same, on their own account', standing({ secondFactorRequired: true }), { permission: 'own-account' }, { allowed: true, rule: 'own-account' }],
    ['a key on what is done in person', standing({ through: ['api-key'] }), { permission: read, closedTo: ['api-key', 'service'] }, { allowed: false, rule: 'only-in-person' }],
    ['a service on what keys alone are kept from', standing({ through: ['service'] }), { permission: 'own-account', closedTo: ['api-key'] }, { allowed: true, rule: 'own-account' }],
    ['a service with a key there', standing({ through: ['api-key', 'service'] }), { permission: 'own-account', closedTo: ['api-key'] }, { allowed: false, rule: 'only-in-person' }],
    ['a key that ended, of an owner who goes on', standing({ keyEnded: true, active: false, through: ['api-key'] }), { permission: read, closedTo: ['api-key'] }, { allowed: false, rule: 'api-key-ended' }],
    ['the word of an issuer for what needs a proof of one’s own', standing({ federated: true }), { permission: 'own-account', ownProof: true }, { allowed: false, rule: 'own-proof-needed' }],
    ['a password for it', standing({ federated: false }), { permission: 'own-account', ownProof: true }, { allowed: true, rule: 'own-account' }],
    ['a route for every member', standing({ permissions: [] }), { permission: 'authenticated' }, { allowed: true, rule: 'signed-in' }],
    ['no grant that covers it', standing(), { permission: 'assets.plant.delete' }, { allowed: false, rule: 'permission-missing' }],
    ['a grant that covers it', standing({ permissions: ['workflows.*', 'assets.*'] }), { permission: read }, { allowed: true, rule: 'permission-granted', grant: 'assets.*' }],
    ['a row within scope', standing(), about(plant), { allowed: true, rule: 'permission-granted', grant: read }],
    ['a row out of scope', standing(), about(randomUUID()), { allowed: false, rule: 'row-out-of-scope', grant: read }],
    ['a row out of scope, without the permission', standing({ permissions: [] }), about(randomUUID()), { allowed: false, rule: 'permission-missing' }],
    ['a dangerous action without a recent proof', standing(), { permission: read, stepUp: true }, { allowed: false, rule: 'step-up-required', grant: read }],
    ['the same, proved a moment ago', standing({ recentlyConfirmed: true }), { permission: read, stepUp: true }, { allowed: true, rule: 'permission-granted', grant: read }],
    ['the same without the permission', standing({ permissions: [] }), { permission: read, stepUp: true }, { allowed: false, rule: 'permission-missing' }],
    ['a dangerous action on the own account', standing(), { permission: 'own-account', stepUp: true }, { allowed: false, rule: 'step-up-required' }],
    ['a change of a tenant that may only be read', standing({ tenant: { readOnlyFrom: '2026-01-01T00:00:00.000Z', closedFrom: null } }), { permission: read, changes: true }, { allowed: false, rule: 'tenant-read-only', grant: read }],
    ['a read of it', standing({ tenant: { readOnlyFrom: '2026-01-01T00:00:00.000Z', closedFrom: null } }), { permission: read }, { allowed: true, rule: 'permission-granted', grant: read }],
    ['a read of a tenant that is closed', standing({ tenant: { readOnlyFrom: null, closedFrom: '2026-01-01T00:00:00.000Z' } }), { permission: read }, { allowed: false, rule: 'tenant-closed', grant: read }],
  ] as const)('about %s', (_, who, wanted, decision) => expect(decide(who, wanted)).toEqual(decision));
});
