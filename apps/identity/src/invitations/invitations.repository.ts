import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { Locale } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { toInstant } from '@kairos/tenancy';
import { demandHeld } from '../access/demand-held.calc.ts';
import { mailedTokenDigest, OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { Invitation } from './invitation.entity.ts';
import { AlreadyMember, InvitationAccepted, InvitationExpired, InvitationNotFound, InvitationWithdrawn } from './invitation.errors.ts';

export type OpenedInvitation = { id: string; tenantId: string; tenantName: string; email: string; locale: Locale; expiresAt: string; accountExists: boolean; displayName: string | null };

/** What the handlers of invitations share: finding one, mailing its link, making its member. */
@Injectable()
export class InvitationsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly accounts: AccountsRepository,
    private readonly mail: OutgoingMailRepository,
    private readonly attempts: AttemptsRepository,
  ) {}

  /** The invitation an administrator is about to change; never one that gives more than they hold. */
  async forChange({ invitationId, version }: { invitationId: string; version: number }, actor: Actor): Promise<Invitation> {
    const invitation = await this.em.findOne(Invitation, { id: invitationId });
    if (!invitation) throw new InvitationNotFound();
    expectVersion(invitation.version, version);
    const roles = await this.roles.of(invitation.roleIds);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope: invitation.rowScope });
    return invitation;
  }

  /** Whoever invites people to a tenant waits for those who are at it, until the ambient transaction ends: an address has one invitation that is open. */
  async takeTurns(tenantId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 5))', [tenantId]);
  }

  /**
   * Queues its mail in the ambient transaction. What was mailed before opens nothing any more.
   *
   * @throws TooManyAttempts when the tenant has mailed the address too often that day
   */
  async mailLink(invitation: Invitation, actor: Actor): Promise<void> {
    await this.attempts.countInvitation(invitation.tenantId, invitation.email);
    const [tenant] = await this.em.execute<{ name: string }[]>('select name from tenant');
    const inviter = await this.accounts.person(actor.userId);
    const facts = { tenantName: tenant?.name ?? '', invitedBy: inviter?.displayName ?? '' };
    await this.mail.withdrawLink(invitation.id);
    await this.mail.queue({ template: 'invitation', recipient: invitation.email, locale: invitation.locale, facts, linkId: invitation.id, usefulForMinutes: 7 * 24 * 60 });
  }

  /** The invitation a mailed token opens, whatever tenant it is of. @throws what is wrong with it */
  async opened(token: string): Promise<OpenedInvitation> {
    const [row] = await this.em.fork().execute<(OpenedInvitation & { status: string })[]>(
      `select id, tenant_id as "tenantId", tenant_name as "tenantName", email, locale, status, expires_at as "expiresAt", account_exists as "accountExists", display_name as "displayName"
       from invitation_of_token(?)`,
      [mailedTokenDigest(token)],
    );
    if (!row) throw new InvitationNotFound();
    if (row.status === 'accepted') throw new InvitationAccepted();
    if (row.status === 'withdrawn') throw new InvitationWithdrawn();
    const expiresAt = toInstant(row.expiresAt);
    if (Date.parse(expiresAt) <= Date.now()) throw new InvitationExpired();
    return { ...row, expiresAt };
  }

  /** Makes the invited person a member, in a transaction of the invitation's tenant; of two at once, one. */
  async admit(em: EntityManager, { id, tenantId, email }: OpenedInvitation, userId: string): Promise<Membership> {
    const invitation = await em.findOneOrFail(Invitation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    invitation.accept(userId, new Date());
    if (await em.count(Membership, { userId })) throw new AlreadyMember();
    const membership = Membership.begin({ tenantId, userId, roles: await this.roles.of(invitation.roleIds), rowScope: invitation.rowScope });
    em.persist(membership);
    await this.accounts.verifyEmail(userId, email);
    return membership;
  }
}
