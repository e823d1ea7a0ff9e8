import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { InvitationsRepository } from './invitations.repository.ts';

/** Mails a new link, good for seven days; the earlier one opens nothing any more. */
@Injectable()
export class ResendInvitationHandler {
  constructor(
    readonly em: EntityManager,
    private readonly invitations: InvitationsRepository,
  ) {}

  @Transactional()
  async execute(wanted: { invitationId: string; version: number }, actor: Actor): Promise<void> {
    const invitation = await this.invitations.forChange(wanted, actor);
    invitation.renew(new Date());
    await this.invitations.mailLink(invitation, actor);
  }
}
