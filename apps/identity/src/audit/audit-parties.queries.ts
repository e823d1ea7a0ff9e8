import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { AuditRecorded, EventData } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

type Told = EventData<typeof AuditRecorded>;
/** What identity adds to a record: who the actor was at the time, and what its people are called. */
export type Parties = { email: string | null; roles: string[]; resourceName: string | null };

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Resolves, when a record is made, what only identity knows of those it names. */
@Injectable()
export class AuditParties {
  constructor(private readonly em: EntityManager) {}

  async of(told: Told): Promise<Parties> {
    const isPerson = told.actorKind !== 'system' && told.actorId !== null && uuid.test(told.actorId);
    const actor = isPerson ? await this.actor(told.actorId) : { email: null, roles: [] };
    const named = told.resourceName ?? (await this.personNamed(told));
    return { ...actor, resourceName: named };
  }

  private async actor(userId: string | null): Promise<{ email: string | null; roles: string[] }> {
    const [actor] = await tenantQuery<{ email: string | null; roles: string[] }>(
      this.em,
      `select (select email from tenant_user where id = $1::uuid limit 1) as email,
         (select coalesce(json_agg(r.origin || '/' || r.name order by r.origin, r.name), '[]') from membership m join role r on r.id = any (m.role_ids) where m.user_id = $1::uuid) as roles`,
      [userId],
    );
    return actor ?? { email: null, roles: [] };
  }

  /** Memberships and sessions have no name of their own: they are somebody's. */
  private async personNamed({ service, resourceType, resourceId }: Told): Promise<string | null> {
    if (service !== 'identity' || !resourceId || !uuid.test(resourceId) || !['Membership', 'Session', 'User', 'SignIn'].includes(resourceType)) return null;
    const [person] = await tenantQuery<{ name: string }>(
      this.em,
      `select u.display_name as name from tenant_user u where u.id = $1::uuid or u.id in (select user_id from membership where id = $1::uuid union select user_id from session where id = $1::uuid) limit 1`,
      [resourceId],
    );
    return person?.name ?? null;
  }
}
