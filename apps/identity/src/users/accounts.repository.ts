import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { MailLocale } from '../mail/mail-text.calc.ts';
import { sessionLimits, type SessionLimits } from '../sessions/session-limits.calc.ts';

export type OpenMembership = { membershipId: string; tenantId: string; tenantName: string };
/** A membership where somebody may sign in, with what a session there begins with. */
export type Place = OpenMembership & { authzVersion: number; secondFactorDemanded: boolean; limits: SessionLimits };
export type Person = { email: string; displayName: string; locale: MailLocale };
/** A new password as it is stored: its hash, and whether it is too short to stand without a second factor. */
export type NewCredential = { hash: string; needsSecondFactor: boolean };
/** `passwordHash` is null for somebody whom only an identity provider signs in, and where a short password has lost its second factor. */
export type Candidate = { id: string; passwordHash: string | null; passwordChangeRequired: boolean };

/** The people behind memberships, whom no tenant owns: every statement calls one narrow function of the database. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly em: EntityManager) {}

  async forSignIn(email: string): Promise<Candidate | undefined> {
    const [row] = await this.manager().execute<Candidate[]>(
      'select id, password_hash as "passwordHash", password_change_required as "passwordChangeRequired" from user_for_sign_in(?)',
      [email],
    );
    return row;
  }

  async credential(userId: string): Promise<{ email: string; passwordHash: string | null } | undefined> {
    const [row] = await this.manager().execute<{ email: string; passwordHash: string | null }[]>('select email, password_hash as "passwordHash" from credential_of_user(?)', [userId]);
    return row;
  }

  /** Where this user may sign in; the tenant joined first comes first. */
  openMemberships(userId: string): Promise<OpenMembership[]> {
    return this.manager().execute<OpenMembership[]>(
      'select membership_id as "membershipId", tenant_id as "tenantId", tenant_name as "tenantName" from open_memberships_of_user(?)',
      [userId],
    );
  }

  /** The same, with what a session there begins with. */
  async places(userId: string): Promise<Place[]> {
    type Row = Omit<Place, 'limits'> & Record<'operator' | 'settings', Record<string, unknown>>;
    const rows = await this.manager().execute<Row[]>(
      `select membership_id as "membershipId", tenant_id as "tenantId", tenant_name as "tenantName", authz_version as "authzVersion", factor_demanded as "secondFactorDemanded",
         operator_settings as operator, settings from places_of_user(?)`,
      [userId],
    );
    return rows.map(({ operator, settings, ...place }) => ({ ...place, limits: sessionLimits(operator, settings) }));
  }

  /** @returns false when the e-mail address is taken */
  async register(user: { id: string; email: string; displayName: string; passwordHash: string; passwordChangeRequired: boolean }): Promise<boolean> {
    const [row] = await this.manager().execute<{ registered: boolean }[]>('select register_user(?, ?, ?, ?, ?) as registered', [
      user.id, user.email, user.displayName, user.passwordHash, user.passwordChangeRequired,
    ]);
    return row?.registered ?? false;
  }

  /** @returns false when the password is no longer the one that was checked */
  replacePassword(userId: string, known: string, { hash, needsSecondFactor }: NewCredential): Promise<boolean> {
    return this.succeeds('select replace_password_of_user(?, ?, ?, ?) as done', [userId, known, hash, needsSecondFactor]);
  }

  /** Whether the person holds anything beside the password: an authenticator that is set up, or a passkey. */
  hasSecondFactor(userId: string): Promise<boolean> {
    return this.succeeds('select has_second_factor(?) as done', [userId]);
  }

  /**
   * What second factors are to the person's password. Until the ambient transaction ends nobody else changes either.
   *
   * @returns whether there is one, and whether the password is too short to stand alone
   */
  async holdSecondFactors(userId: string): Promise<{ present: boolean; needed: boolean }> {
    const [row] = await this.manager().execute<{ present: boolean; needed: boolean }[]>('select present, needed from hold_second_factors(?)', [userId]);
    return row ?? { present: false, needed: false };
  }

  /** The same password under new parameters. @returns false when it was changed meanwhile */
  rehash(userId: string, known: string, passwordHash: string): Promise<boolean> {
    return this.succeeds('select rehash_password_of_user(?, ?, ?) as done', [userId, known, passwordHash]);
  }

  async person(userId: string): Promise<Person | undefined> {
    const [row] = await this.manager().execute<Person[]>('select email, display_name as "displayName", locale from person(?)', [userId]);
    return row;
  }

  async tenantsOfLiveSessions(userId: string): Promise<string[]> {
    return (await this.manager().execute<{ id: string }[]>('select t as id from tenants_of_live_sessions(?) t', [userId])).map(({ id }) => id);
  }

  async tenantsOf(userId: string): Promise<string[]> {
    return (await this.manager().execute<{ id: string }[]>('select t as id from tenants_of_user(?) t', [userId])).map(({ id }) => id);
  }

  /** @returns false when the password is no longer the one that was checked: then nobody may sign in with it */
  async noteSignIn(userId: string, passwordHash: string): Promise<boolean> {
    const [row] = await this.manager().execute<{ noted: boolean }[]>('select note_sign_in_of_user(?, ?) as noted', [userId, passwordHash]);
    return row?.noted ?? false;
  }

  async sessionOfRefreshToken(sha256: string): Promise<{ sessionId: string; tenantId: string; userId: string } | undefined> {
    const [row] = await this.manager().execute<{ sessionId: string; tenantId: string; userId: string }[]>(
      'select session_id as "sessionId", tenant_id as "tenantId", user_id as "userId" from session_of_refresh_token(?)',
      [sha256],
    );
    return row;
  }

  /** The sessions of a person that stand, in every tenant. */
  liveSessions(userId: string): Promise<{ id: string; tenantId: string }[]> {
    return this.manager().execute<{ id: string; tenantId: string }[]>('select id, tenant_id as "tenantId" from live_sessions_of_user(?)', [userId]);
  }

  tenantOfMembership(membershipId: string): Promise<string | null> {
    return this.answer('select tenant_of_membership(?) as answer', [membershipId]);
  }

  firstTenant(): Promise<string | null> {
    return this.answer('select first_tenant() as answer', []);
  }

  async updateProfile(userId: string, { displayName, locale, timeZone }: { displayName?: string | undefined; locale?: MailLocale | undefined; timeZone?: string | undefined }): Promise<void> {
    await this.manager().execute('select update_profile_of_user(?, ?, ?, ?)', [userId, displayName ?? null, locale ?? null, timeZone ?? null]);
  }

  /** The address was proved by a link that was mailed to it. */
  async verifyEmail(userId: string, email: string): Promise<void> {
    await this.manager().execute('select verify_email_of_user(?, ?)', [userId, email]);
  }

  /** Whether anybody has shown that mail to the address of this account reaches them. */
  hasProvedEmail(userId: string): Promise<boolean> {
    return this.succeeds('select has_proved_email(?) as done', [userId]);
  }

  /**
   * For whoever has just proved the address of an account, in the transaction that gives them its password: takes away what somebody
   * else may have put there before, such as a passkey. Their sessions the caller ends.
   *
   * @returns false, and changes nothing, when the address was proved before, or is another by now
   */
  clearUnproved(userId: string, email: string): Promise<boolean> {
    return this.succeeds('select clear_unproved_account(?, ?) as done', [userId, email]);
  }

  /** The password of an account whose address was proved by a mailed link. @returns false when the account has another address by now */
  resetPassword(userId: string, email: string, { hash, needsSecondFactor }: NewCredential): Promise<boolean> {
    return this.succeeds('select reset_password_of_user(?, ?, ?, ?) as done', [userId, email, hash, needsSecondFactor]);
  }

  /** Whether a session still lives; a change of its user's password waits for the ambient transaction. */
  sessionStands(sessionId: string, userId: string): Promise<boolean> {
    return this.succeeds('select session_stands(?, ?) as done', [sessionId, userId]);
  }

  private async succeeds(sql: string, values: (string | boolean)[]): Promise<boolean> {
    const [row] = await this.manager().execute<{ done: boolean }[]>(sql, values);
    return row?.done ?? false;
  }

  private async answer(sql: string, values: string[]): Promise<string | null> {
    const [row] = await this.manager().execute<{ answer: string | null }[]>(sql, values);
    return row?.answer ?? null;
  }

  /** Inside a transaction its own manager, so that both commit together; outside, a fork that nobody shares. */
  private manager(): EntityManager {
    const current = this.em.getContext(false) as EntityManager;
    return current.isInTransaction() ? current : this.em.fork();
  }
}
