import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, reachesPlant } from '@kairos/auth';
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

/** What somebody must be allowed to see so as to be told of a record. */
export function permissionFor(kind: NotificationSubject['kind'] | null | undefined): Permission {
  return kind === 'deadline' ? 'workflows.deadline.read' : 'workflows.notification.read';
}
