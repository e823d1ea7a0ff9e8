import { Controller, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { AuditsRead, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DeadLetterDetail, DeadLetterId, DeadLetterPage, DeadLetterView, ListDeadLettersQuery } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { DeadLettersQueries } from './dead-letters.queries.ts';
import { DiscardDeadLetterHandler } from './discard-dead-letter.handler.ts';
import { ReplayDeadLetterHandler } from './replay-dead-letter.handler.ts';

/** The dead letters of a service under its own address, the same for each. */
export function deadLettersController(service: string): Type {
  @Controller(`api/v1/${service}/dead-letters`)
  class DeadLettersController {
    constructor(
      private readonly queries: DeadLettersQueries,
      private readonly replaying: ReplayDeadLetterHandler,
      private readonly discarding: DiscardDeadLetterHandler,
    ) {}

    @Get()
    @RequirePermission('platform.dead-letter.read')
    @Returns(DeadLetterPage, 'List events that this service could not consume, the newest first')
    list(@Query(zod(ListDeadLettersQuery)) query: ListDeadLettersQuery) {
      return this.queries.list(query);
    }

    @Get(':deadLetterId')
    @RequirePermission('platform.dead-letter.read')
    @AuditsRead('DeadLetter')
    @Returns(DeadLetterDetail, 'Read an event that could not be consumed, with its content as it came')
    read(@Param('deadLetterId', zod(DeadLetterId)) deadLetterId: DeadLetterId) {
      return this.queries.read(deadLetterId);
    }

    @Post(':deadLetterId/replay')
    @HttpCode(200)
    @RequirePermission('platform.dead-letter.replay')
    @IdempotencyExempt('an event takes effect once, however often it is replayed; its transaction is its own')
    @Returns(DeadLetterView, 'Have an event take effect after all; 409 with the reason when it fails again')
    async replay(@Param('deadLetterId', zod(DeadLetterId)) deadLetterId: DeadLetterId, @CurrentActor() actor: Actor) {
      await this.replaying.execute(deadLetterId, actor);
      return this.queries.readWithoutContent(deadLetterId);
    }

    @Post(':deadLetterId/discard')
    @HttpCode(204)
    @RequirePermission('platform.dead-letter.replay')
    @Returns(null, 'Let an event go for good: it takes no effect any more')
    discard(@Param('deadLetterId', zod(DeadLetterId)) deadLetterId: DeadLetterId, @CurrentActor() actor: Actor) {
      return this.discarding.execute(deadLetterId, actor);
    }
  }
  return DeadLettersController;
}
