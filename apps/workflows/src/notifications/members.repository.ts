import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, reachesPlant } from '@kairos/auth';
import type { NotificationSubject, Permission, RowScope } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

export type Member = { userId: string; roles: string[]; permissions: string[]; rowScope: RowScope };

/** Who can be notified in the current tenant, and of what. */
@Injectable()
export class MembersRepository {
  constructor(private readonly em: EntityManager) {}

  /** The members who are active and let themselves be notified. */
  notifiable(): Promise<Member[]> {
    return tenantQuery<Member>(this.em, 'select user_id as "userId", roles, permissions, row_scope as "rowScope" from membership_access where active order by user_id')
      .then((members) => members.filter((member) => may(member, 'workflows.notification.read')));
  }
}

/** Whether somebody may see what they would be told: by permission, and by the plant where it is about one. */
export function maySee(member: Member, { permission, plantId }: { permission: Permission; plantId: string | null }): boolean {
  return may(member, permission) && (plantId === null || reachesPlant(member, plantId));
}

/** What a notification is about: a record, or many of one kind and of some plants. */
type About = { subjectKind?: NotificationSubject['kind'] | null; plantId?: string | null; coveredKind?: NotificationSubject['kind'] | null; coveredPlantIds?: string[] | null };

/** Whether somebody may still see what they were told of: by permission, and by its plant or the plants of all that it stands for. */
export function stillSees(member: Member, { subjectKind, plantId, coveredKind, coveredPlantIds }: About): boolean {
  if (!maySee(member, { permission: permissionFor(subjectKind ?? coveredKind), plantId: plantId ?? null })) return false;
  const scope = plantScope(member);
  if (!coveredKind || scope === null) return true;
  const reached = new Set(scope);
  return coveredPlantIds?.every((covered) => reached.has(covered)) ?? false;
}

/** Who may see records of a kind, by their plant: asked for thousands of plants, so each member's are known once. */
export function viewersOf(members: readonly Member[], kind: NotificationSubject['kind']): (plantId: string) => string[] {
  const viewers = members.filter((member) => may(member, permissionFor(kind))).map((member) => {
    const plants = plantScope(member);
    return { userId: member.userId, plants: plants && new Set(plants) };
  });
  return (plantId) => viewers.filter(({ plants }) => plants === null || plants.has(plantId)).map(({ userId }) => userId);
}

const permissions: Record<NotificationSubject['kind'], Permission> = {
  deadline: 'workflows.deadline.read', task: 'workflows.workflow.read', workflow: 'workflows.workflow.read', document: 'documents.document.read',
  maintenance: 'assets.maintenance.read', importJob: 'intake.import-job.read', plant: 'workflows.compliance.read',
};

/** What somebody must be allowed to see so as to be told of a record. */
export function permissionFor(kind: NotificationSubject['kind'] | null | undefined): Permission {
  return kind ? permissions[kind] : 'workflows.notification.read';
}
