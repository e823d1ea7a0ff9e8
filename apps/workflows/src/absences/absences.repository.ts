import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Absence } from './absence.entity.ts';

/** Who is away, and who stands in for them. */
@Injectable()
export class AbsencesRepository {
  constructor(private readonly em: EntityManager) {}

  async isDelegate(delegateUserId: string, userId: string, on: string): Promise<boolean> {
    const found = await tenantQuery(this.em, 'select 1 from absence where delegate_user_id = $1 and user_id = $2 and $3::date between from_on and to_on limit 1', [delegateUserId, userId, on]);
    return found.length > 0;
  }

  /** Those that have a day in common with a span and concern either of two users; until the transaction ends nobody records another one. */
  async overlapping(userIds: readonly string[], fromOn: string, toOn: string): Promise<Absence[]> {
    await tenantQuery(this.em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`absences of ${currentTenantId()}`]);
    return this.em.find(Absence, { $or: [{ userId: { $in: [...userIds] } }, { delegateUserId: { $in: [...userIds] } }], fromOn: { $lte: toOn }, toOn: { $gte: fromOn } });
  }

  async areActive(userIds: readonly string[]): Promise<boolean> {
    const rows = await tenantQuery<{ user_id: string }>(this.em, 'select distinct user_id from membership_access where active and user_id = any($1::uuid[])', [userIds]);
    return rows.length === new Set(userIds).size;
  }
}
