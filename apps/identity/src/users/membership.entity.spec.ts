import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, type MembershipAccess } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { builtInRoles } from '../roles/built-in-roles.ts';
import { Role } from '../roles/role.entity.ts';
import { Membership } from './membership.entity.ts';

const tenantId = randomUUID();
const roles = new Map(builtInRoles.map((role) => [`${role.origin}/${role.name}`, Role.builtIn(tenantId, role)]));
const named = (...names: string[]) => names.flatMap((name) => roles.get(name) ?? []);
const begin = (...names: string[]) => Membership.begin({ tenantId, userId: randomUUID(), roles: named(...names), rowScope: { plants: [] } });
const events = (membership: Membership) => recordedOn(membership).map(({ data }) => data as MembershipAccess);

describe('a membership', () => {
  it('publishes its access in full when it begins', () => {
    const membership = begin('kronos/Viewer');
    expect(recordedOn(membership)).toEqual([
      { definition: AccessChanged, data: {
        membershipId: membership.id, userId: membership.userId, active: true, roles: ['kronos/Viewer'], rowScope: { plants: [] }, authzVersion: 1,
        permissions: ['identity.tenant.read', 'assets.plant.read', 'assets.component.read', 'assets.maintenance.read', 'assets.reading.read', 'assets.performance.read', 'workflows.deadline.read', 'workflows.workflow.read', 'workflows.pack.read', 'workflows.compliance.read', 'workflows.notification.read', 'documents.document.read'],
      } },
    ]);
  });

  it('holds what any of its roles grants, once', () => {
    const [access] = events(begin('kronos/Viewer', 'kronos/Operator', 'fleet/ADMIN'));
    expect(new Set(access?.permissions).size).toBe(access?.permissions.length);
    expect(access?.permissions).toEqual(expect.arrayContaining(['workflows.deadline.complete', 'identity.audit.read', 'assets.plant.read']));
  });

  it('raises the version of its access with every change', () => {
    const membership = begin('kronos/Viewer');
    membership.assign(named('kronos/Operator'), { plants: 'all' });
    membership.deactivate(named('kronos/Operator'));
    membership.activate(named('kronos/Operator'));
    membership.roleRedefined(named('kronos/Operator'));
    expect(events(membership).map(({ authzVersion, active, rowScope }) => [authzVersion, active, rowScope.plants])).toEqual([
      [1, true, []], [2, true, 'all'], [3, false, 'all'], [4, true, 'all'], [5, true, 'all'],
    ]);
  });

  it('is not ended twice, nor begun again while it stands', () => {
    const membership = begin('kronos/Viewer');
    expect(() => membership.activate([])).toThrow('active already');
    membership.deactivate([]);
    expect(() => membership.deactivate([])).toThrow('inactive already');
  });

  it('does not change by telling of itself again', () => {
    const membership = begin('kronos/Viewer');
    membership.emitSnapshot(named('kronos/Viewer'));
    expect(membership.authzVersion).toBe(1);
  });
});
