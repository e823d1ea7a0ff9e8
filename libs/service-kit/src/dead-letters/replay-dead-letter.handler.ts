import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DeadLetterDetail, DeadLetterId } from '@kairos/contracts';
import { auditAct, auditOutcome, EventBus } from '@kairos/event-bus';
import { DeadLetterFailedAgain } from './dead-letter.errors.ts';
import { DEAD_LETTERS_OF } from './dead-letters.options.ts';
import { DeadLettersQueries } from './dead-letters.queries.ts';
import { tellOf } from './tell-of.ts';

const longestReason = 2000;

/** Has a dead letter take effect after all. The effect commits before the letter says so: what ends between them is repeated without harm. */
@Injectable()
export class ReplayDeadLetterHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly bus: EventBus,
    private readonly letters: DeadLettersQueries,
    @Inject(DEAD_LETTERS_OF) private readonly service: string,
  ) {}

  async execute(deadLetterId: DeadLetterId, { tenantId }: Actor): Promise<void> {
    const letter = await this.letters.read(deadLetterId);
    const reason = await this.bus.takeAgain({ ...letter, tenantId });
    if (reason === undefined) return this.settle(letter);
    await this.keep(letter, reason.slice(0, longestReason));
    throw new DeadLetterFailedAgain(reason);
  }

  /** Of several that press at once, the first to come here is the one that did it. */
  private settle(letter: DeadLetterDetail): Promise<void> {
    return this.em.transactional(async (em) => {
      const [row] = await em.execute<{ replayed_at: string }[]>('update dead_letter set replayed_at = now() where id = ? and replayed_at is null returning replayed_at', [letter.id]);
      if (row) auditAct(em, this.service, { resourceType: 'DeadLetter', resourceId: letter.id, before: tellOf(letter), after: { replayedAt: new Date(row.replayed_at).toISOString() } });
    });
  }

  private keep({ id }: DeadLetterDetail, reason: string): Promise<void> {
    return this.em.transactional(async (em) => {
      await em.execute('update dead_letter set reason = ?, deliveries = deliveries + 1 where id = ?', [reason.replaceAll('\u0000', '\ufffd'), id]);
      auditOutcome(em, this.service, { resourceType: 'DeadLetter', resourceId: id, status: 'failure', errorCode: 'dead-letter-failed-again' });
    });
  }
}
