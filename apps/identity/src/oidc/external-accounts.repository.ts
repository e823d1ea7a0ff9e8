import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { ExternalIdentity } from './external-identity.entity.ts';
import type { IdentityProvider } from './identity-provider.entity.ts';
import type { ExternalPerson } from './external-person.calc.ts';
import { AccountNotLinked, MembershipEnded, NoAccountHere } from './oidc.errors.ts';

/** A known person of the tenant, linked to the issuer or about to be; or nobody yet. */
export type Found = { userId: string; membershipId: string; isLinked: boolean };

/** Who an issuer's person is here. Asked as the provider's tenant. */
@Injectable()
export class ExternalAccountsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  /**
   * By the issuer's subject; else by the e-mail address, among the people of this tenant alone: an issuer that one tenant trusts
   * opens no account that is not that tenant's.
   *
   * @returns undefined for somebody to make an account for
   */
  async find({ issuer, createsAccounts, tenantId }: IdentityProvider, { subject, email }: ExternalPerson): Promise<Found | undefined> {
    const linked = await this.em.findOne(ExternalIdentity, { issuer, subject });
    const userId = linked?.userId ?? (await this.memberWith(email));
    if (!userId) {
      if (!createsAccounts) throw new NoAccountHere();
      if (!(await this.tenantIsOpen())) throw new MembershipEnded();
      return undefined;
    }
    // Whoever has the address now may be another person than the issuer knew by it before.
    if (!linked && (await this.em.count(ExternalIdentity, { issuer, userId }))) throw new AccountNotLinked();
    const membership = await this.em.findOne(Membership, { userId });
    const isOpen = (await this.accounts.openMemberships(userId)).some((open) => open.tenantId === tenantId);
    if (!membership || !isOpen) throw new MembershipEnded();
    return { userId, membershipId: membership.id, isLinked: linked !== null };
  }

  /** @returns false when somebody has the e-mail address already */
  async register(user: { id: string; email: string; displayName: string }): Promise<boolean> {
    const [row] = await this.em.execute<{ registered: boolean }[]>('select register_user_without_password(?, ?, ?) as registered', [user.id, user.email, user.displayName]);
    return row?.registered ?? false;
  }

  async noteSignIn(userId: string): Promise<void> {
    await this.em.execute('select note_external_sign_in_of_user(?)', [userId]);
  }

  /** Tells a member, in the ambient transaction, that an issuer opens their account from now on. */
  async tellOfLink(userId: string, { label }: IdentityProvider): Promise<void> {
    const [person, [tenant]] = [await this.accounts.person(userId), await tenantQuery<{ name: string }>(this.em, 'select name from tenant')];
    if (!person || !tenant) return;
    await this.mail.queue({ template: 'identity-provider-linked', recipient: person.email, locale: person.locale, facts: { tenantName: tenant.name, identityProvider: label }, usefulForMinutes: 1440 });
  }

  /** @returns false when the sign-in was finished before; each one takes away those that have run out */
  async finish(tenantId: string, digest: string, expiresAt: Date): Promise<boolean> {
    await this.em.execute('delete from finished_sign_in where expires_at < now()');
    const rows = await this.em.execute<unknown[]>('insert into finished_sign_in (tenant_id, sign_in_sha256, expires_at) values (?, ?, ?) on conflict do nothing returning 1', [tenantId, digest, expiresAt]);
    return rows.length > 0;
  }

  private async memberWith(email: string): Promise<string | undefined> {
    const [row] = await tenantQuery<{ id: string }>(this.em, 'select id from tenant_user where email = $1', [email]);
    return row?.id;
  }

  private async tenantIsOpen(): Promise<boolean> {
    const rows = await tenantQuery(this.em, `select 1 from tenant where status in ('Active', 'Trial')`);
    return rows.length > 0;
  }
}
