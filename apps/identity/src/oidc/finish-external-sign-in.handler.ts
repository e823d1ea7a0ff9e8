import { Injectable } from '@nestjs/common';
import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import { stepUpLastsSeconds } from '@kairos/auth';
import type { SignInCallbackQuery } from '@kairos/contracts';
import { commandContext, runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { SecretBox } from '@kairos/service-kit';
import type { OpenSession } from '../sessions/open-session.ts';
import type { Caller } from '../sessions/run-for-caller.ts';
import { SessionOpener } from '../sessions/session-opener.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import type { Role } from '../roles/role.entity.ts';
import { Membership } from '../users/membership.entity.ts';
import { MembershipsRepository } from '../users/memberships.repository.ts';
import { ExternalAccountsRepository, type Found } from './external-accounts.repository.ts';
import { ExternalSessionsRepository } from './external-sessions.repository.ts';
import { ExternalIdentity } from './external-identity.entity.ts';
import { personIn, type ExternalPerson } from './external-person.calc.ts';
import type { IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { AccountNotLinked, NoRoleMapped, SignInNotBegun } from './oidc.errors.ts';
import { methodsTold } from './methods-told.calc.ts';
import { OpenIdIssuers, type Claims, type Vouched } from './openid-issuers.ts';
import { openPending, pendingDigest, type PendingSignIn } from './pending-sign-in.ts';
import { ReachedMembersRepository } from './reached-members.repository.ts';
import { mapRoles } from './role-mapping.calc.ts';

export type FinishExternalSignIn = { identityProviderId: string; query: SignInCallbackQuery; cookie: string | undefined };
type SignIn = Vouched & { provider: IdentityProvider; person: ExternalPerson; pending: PendingSignIn };

/** Somebody signs in with the word of an issuer. Account, link, roles and session come to be in one transaction, or none does. */
@Injectable()
export class FinishExternalSignInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly providers: IdentityProvidersRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly external: ExternalAccountsRepository,
    private readonly reached: ReachedMembersRepository,
    private readonly sessions: ExternalSessionsRepository,
    private readonly roles: RolesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly opener: SessionOpener,
    private readonly secrets: SecretBox,
  ) {}

  async execute({ identityProviderId, query, cookie }: FinishExternalSignIn, caller: Caller): Promise<{ session: OpenSession; returnTo: string }> {
    const pending = openPending(cookie, { providerId: identityProviderId, state: query.state }, this.secrets, new Date());
    if (!pending) throw new SignInNotBegun();
    const provider = await this.providers.forSignIn(identityProviderId);
    const callback = new URL(`${pending.redirectUri}?${new URLSearchParams(query).toString()}`);
    const vouched = await this.issuers.vouched(this.providers.client(provider), callback, pending);
    const signIn = { provider, pending, ...vouched, person: personIn(vouched.claims, provider) };
    try {
      return { session: await this.open(signIn, caller), returnTo: pending.returnTo };
    } catch (error) {
      // The same person twice at once: the second finds what the first has made.
      if (!(error instanceof UniqueConstraintViolationException || error instanceof OptimisticLockError || error instanceof AccountNotLinked)) throw error;
      return { session: await this.open(signIn, caller), returnTo: pending.returnTo };
    }
  }

  private async open(signIn: SignIn, caller: Caller): Promise<OpenSession> {
    const { provider, person, claims } = signIn;
    const { found, mapped } = await runAsTenant(this.em, provider.tenantId, async () => ({
      found: await this.external.find(provider, person),
      mapped: await this.roles.of(mapRoles(person.roleValues, provider).roleIds),
    }));
    const made = found ? undefined : this.begin(provider, mapped);
    const userId = found?.userId ?? made?.userId ?? '';
    const membershipId = found?.membershipId ?? made?.id ?? '';
    const at = { tenantId: provider.tenantId, membershipId, tenantName: '' };
    const stillStands = async (): Promise<boolean> => {
      const { tenantId, id: providerId } = provider;
      if (!(await this.external.finish(tenantId, pendingDigest(signIn.pending), new Date(signIn.pending.expiresAt)))) throw new SignInNotBegun();
      // The session first: what the mapping changes is an action of its own.
      await this.em.flush();
      const context = commandContext();
      if (!context?.sessionId) throw new Error('A session is opened inside a command.');
      await this.sessions.begin(tenantId, { sessionId: context.sessionId, identityProviderId: providerId, subject: person.subject, issuerSession: sidIn(claims), idToken: signIn.idToken });
      await runAsCommand({ ...context, action: 'identity.identity-provider.sign-in' }, () => this.settle(signIn, { found, made, mapped, userId }));
      await this.external.noteSignIn(userId);
      return providerId === signIn.pending.providerId;
    };
    return this.opener.open({ userId, at, methods: methodsTold(claims), authenticatedAt: provedAt(claims), passwordChangeRequired: false, stillStands }, caller);
  }

  private begin({ tenantId, rowScope }: IdentityProvider, roles: Role[]): Membership {
    if (roles.length === 0) throw new NoRoleMapped();
    return Membership.begin({ tenantId, userId: newId(), roles, rowScope });
  }

  /** Makes the account, links it, or lets the mapping decide its roles anew. */
  private async settle({ provider, person }: SignIn, { found, made, mapped, userId }: { found: Found | undefined; made: Membership | undefined; mapped: Role[]; userId: string }): Promise<void> {
    const { tenantId, issuer } = provider;
    if (made) {
      if (!(await this.external.register({ id: userId, email: person.email, displayName: person.displayName }))) throw new AccountNotLinked();
      this.em.persist(made);
    }
    if (!found?.isLinked) this.em.persist(ExternalIdentity.link({ tenantId, issuer, subject: person.subject, userId }));
    if (found) {
      const membership = await this.em.findOneOrFail(Membership, found.membershipId);
      // The roles of somebody who was a member before were an administrator's choice.
      if (!found.isLinked) {
        await this.reached.demandLinkable(membership, provider);
        membership.overrideMapping();
        await this.external.tellOfLink(userId, provider);
      } else if (!membership.roleOverride) {
        if (mapped.length === 0) throw new NoRoleMapped();
        await this.memberships.followMapping(membership.id, mapped);
      }
    }
    await this.em.flush();
  }
}

/** When the person proved who they are, as the issuer says, and never in the future. Of an issuer that does not say it is no recent proof. */
function provedAt({ auth_time: told, iat }: Claims): Date {
  const seconds = typeof told === 'number' && told > 0 ? told : iat - stepUpLastsSeconds;
  return new Date(Math.min(seconds * 1000, Date.now()));
}

/** The issuer's own session, by which it may tell later that this one is over. */
function sidIn({ sid }: Claims): string | undefined {
  return typeof sid === 'string' && sid !== '' && sid.length <= 1000 && !sid.includes('\u0000') && sid.isWellFormed() ? sid : undefined;
}
