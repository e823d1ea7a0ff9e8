import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { InvitationsRepository } from './invitations.repository.ts';

/** Takes an invitation back. Its link stays known, so that whoever opens it is told so. */
@Injectable()
export class WithdrawInvitationHandler {
  constructor(
    readonly em: EntityManager,
    private readonly invitations: InvitationsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  @Transactional()
  async execute(wanted: { invitationId: string; version: number }, actor: Actor): Promise<void> {
    const invitation = await this.invitations.forChange(wanted, actor);
    invitation.withdraw(new Date());
    await this.mail.dropUnsent(invitation.id);
  }
}
