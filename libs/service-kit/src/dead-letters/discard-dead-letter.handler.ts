import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DeadLetterId } from '@kairos/contracts';
import { auditAct } from '@kairos/event-bus';
import { DeadLetterNotFound } from './dead-letter.errors.ts';
import { DEAD_LETTERS_OF } from './dead-letters.options.ts';
import { DeadLettersQueries } from './dead-letters.queries.ts';
import { tellOf } from './tell-of.ts';

/** Lets an event go for good: the inbox then says that the consumer is done with it, so that no replay brings it back. */
@Injectable()
export class DiscardDeadLetterHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly letters: DeadLettersQueries,
    @Inject(DEAD_LETTERS_OF) private readonly service: string,
  ) {}

  execute(deadLetterId: DeadLetterId, { tenantId }: Actor): Promise<void> {
    return this.em.transactional(async (em) => {
      const letter = await this.letters.read(deadLetterId);
      const gone = await em.execute<object[]>('delete from dead_letter where id = ? returning id', [deadLetterId]);
      if (gone.length === 0) throw new DeadLetterNotFound();
      if (letter.eventId) await em.execute('insert into inbox_message (event_id, consumer, tenant_id) values (?, ?, ?) on conflict do nothing', [letter.eventId, letter.consumer, tenantId]);
      auditAct(em, this.service, { resourceType: 'DeadLetter', resourceId: deadLetterId, before: tellOf(letter), after: null });
    });
  }
}
