import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { OnlyInPerson } from '../users/user.errors.ts';
import { Session } from './session.entity.ts';

/** Signs the caller out: the session ends, and with it every token of its family. */
@Injectable()
export class EndSessionHandler {
  constructor(private readonly em: EntityManager) {}

  @Transactional()
  async execute(actor: Actor): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    const session = await this.em.findOne(Session, { id: actor.sessionId, membershipId: actor.membershipId });
    session?.end('signed-out', new Date());
  }
}
