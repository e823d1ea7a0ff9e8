import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { AcceptedInvitation, AcceptInvitationBody } from '@kairos/contracts';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { runForCaller, type Caller } from '../sessions/run-for-caller.ts';
import { SignInFailed } from '../sessions/session.errors.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { PasswordPolicy } from '../users/password-policy.ts';
import { SessionsOfUser } from '../users/sessions-of-user.repository.ts';
import { EmailTaken } from '../users/user.errors.ts';
import { NameNeeded } from './invitation.errors.ts';
import { InvitationsRepository, type OpenedInvitation } from './invitations.repository.ts';

type Chosen = { displayName: string; passwordHash: string };

/**
 * Accepts an invitation on the proof of its link: with a new account, or with the password of the one the address has. One whose address
 * nobody had proved becomes the invited person's, with the password they choose now and nothing of what stood beside the old one.
 */
@Injectable()
export class AcceptInvitationHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationsRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly sessions: SessionsOfUser,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute({ token, displayName: given, password }: AcceptInvitationBody, caller: Caller): Promise<AcceptedInvitation> {
    const invitation = await this.invitations.opened(token);
    if (invitation.accountExists) return this.join(invitation, password, caller);
    const displayName = given ?? invitation.displayName;
    if (displayName === null) throw new NameNeeded();
    const { email, tenantName } = invitation;
    this.policy.demand('password', password, { email, names: [displayName, tenantName] });
    const chosen = { displayName, passwordHash: await this.hasher.hash(password) };
    const unproved = await this.accounts.forSignIn(email);
    return unproved ? this.takeOver(invitation, unproved.id, chosen, caller) : this.register(invitation, chosen, caller);
  }

  private async join(invitation: OpenedInvitation, password: string, caller: Caller): Promise<AcceptedInvitation> {
    const { email } = invitation;
    // No sign-in: a right password forgets no failures, of codes for one.
    const known = await this.attempts.count({ account: email, address: caller.address }, () => this.prove(email, password), 'keep');
    return this.admit(invitation, known.id, caller, () => Promise.resolve());
  }

  private async prove(email: string, password: string): Promise<{ id: string }> {
    const known = await this.accounts.forSignIn(email);
    const right = await this.hasher.matches(known?.passwordHash, password);
    if (!known || !right) throw new SignInFailed();
    return known;
  }

  private register(invitation: OpenedInvitation, person: Chosen, caller: Caller): Promise<AcceptedInvitation> {
    const id = newId();
    const { email, locale } = invitation;
    return this.admit(invitation, id, caller, async () => {
      if (!(await this.accounts.register({ ...person, id, email, passwordChangeRequired: false }))) throw new EmailTaken();
      await this.accounts.updateProfile(id, { locale });
    });
  }

  private takeOver(invitation: OpenedInvitation, userId: string, { displayName, passwordHash }: Chosen, caller: Caller): Promise<AcceptedInvitation> {
    const { email, locale } = invitation;
    return this.admit(invitation, userId, caller, async () => {
      if (!(await this.accounts.clearUnproved(userId, email))) throw new EmailTaken();
      await this.accounts.resetPassword(userId, email, { hash: passwordHash, needsSecondFactor: false });
      await this.accounts.updateProfile(userId, { displayName, locale });
      await this.sessions.endAll(userId, 'password-reset');
      await this.mail.queue({ template: 'password-changed', recipient: email, locale, usefulForMinutes: 24 * 60 });
    });
  }

  private admit(invitation: OpenedInvitation, userId: string, caller: Caller, first: () => Promise<void>): Promise<AcceptedInvitation> {
    const { tenantId } = invitation;
    return runForCaller(this.em, caller, { tenantId, userId, sessionId: null, action: 'identity.invitation.accept' }, async (em) => {
      await first();
      const { id: membershipId } = await this.invitations.admit(em, invitation, userId);
      return { userId, membershipId, tenantId } as AcceptedInvitation;
    });
  }
}
