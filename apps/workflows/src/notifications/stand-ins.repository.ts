import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { maySee, permissionFor, type Member } from './members.repository.ts';
import type { Notice } from './notifications.repository.ts';
import { withDelegates } from './with-delegates.calc.ts';

/** Who stands in for whom, and is told of tasks in their stead. */
@Injectable()
export class StandInsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Notices, and those for the delegates of who is away today: of tasks alone, and of those that a delegate may see themselves.
   *
   * @param members of the tenant who let themselves be notified
   * @param actorId who is told nothing, because they did it
   */
  async include(notices: readonly Notice[], members: readonly Member[], actorId?: string): Promise<Notice[]> {
    const delegates = await this.delegates();
    if (delegates.size === 0) return [...notices];
    const known = new Map(members.map((member) => [member.userId, member]));
    return withDelegates(notices, delegates, (userId, { plantId, subject }) => {
      const delegate = known.get(userId);
      return delegate !== undefined && userId !== actorId && maySee(delegate, { permission: permissionFor(subject?.kind), plantId });
    });
  }

  /** The delegates of who is away today, by who is. */
  private async delegates(): Promise<ReadonlyMap<string, string>> {
    const today = dateInZone(this.clock.now(), this.packs.governing().timeZone);
    const rows = await tenantQuery<{ userId: string; delegateUserId: string }>(this.em, 'select user_id as "userId", delegate_user_id as "delegateUserId" from absence where $1::date between from_on and to_on order by user_id', [today]);
    return new Map(rows.map(({ userId, delegateUserId }) => [userId, delegateUserId]));
  }
}
