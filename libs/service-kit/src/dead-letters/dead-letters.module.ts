import { Module, type DynamicModule } from '@nestjs/common';
import { deadLettersController } from './dead-letters.controller.ts';
import { DEAD_LETTERS_OF } from './dead-letters.options.ts';
import { DeadLettersQueries } from './dead-letters.queries.ts';
import { DiscardDeadLetterHandler } from './discard-dead-letter.handler.ts';
import { ReplayDeadLetterHandler } from './replay-dead-letter.handler.ts';

/** What a service could not consume, for the people whose events these are. */
@Module({})
export class DeadLettersModule {
  static forService(service: string): DynamicModule {
    return {
      module: DeadLettersModule,
      controllers: [deadLettersController(service)],
      providers: [{ provide: DEAD_LETTERS_OF, useValue: service }, DeadLettersQueries, ReplayDeadLetterHandler, DiscardDeadLetterHandler],
    };
  }
}
