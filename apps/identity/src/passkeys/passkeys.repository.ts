import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

export type StoredPasskey = { userId: string; publicKey: string; counter: number; transports: string[]; passwordChangeRequired: boolean };
export type OwnPasskey = { id: string; credentialId: string; transports: string[]; synced: boolean; name: string; createdAt: string | Date; lastUsedAt: string | Date | null };
export type NewPasskey = { id: string; userId: string; credentialId: string; publicKey: string; counter: number; transports: string[]; synced: boolean; name: string };

const challengeLastsSeconds = 5 * 60;

/** Passkeys of people, whom no tenant owns: every statement calls one narrow function of the database. */
@Injectable()
export class PasskeysRepository {
  constructor(private readonly em: EntityManager) {}

  of(userId: string): Promise<OwnPasskey[]> {
    return this.ask<OwnPasskey>(
      'select id, credential_id as "credentialId", to_jsonb(transports) as transports, synced, name, created_at as "createdAt", last_used_at as "lastUsedAt" from passkeys_of_user(?)',
      [userId],
    );
  }

  async byCredential(credentialId: string): Promise<StoredPasskey | undefined> {
    const [row] = await this.ask<Omit<StoredPasskey, 'counter'> & { counter: string }>(
      `select user_id as "userId", public_key as "publicKey", counter, to_jsonb(transports) as transports, password_change_required as "passwordChangeRequired"
       from passkey_by_credential(?)`,
      [credentialId],
    );
    return row && { ...row, counter: Number(row.counter) };
  }

  /** @returns false when the credential is known, of whomever */
  add({ userId, id, credentialId, publicKey, counter, transports, synced, name }: NewPasskey): Promise<boolean> {
    const values = [userId, id, credentialId, publicKey, counter, JSON.stringify(transports), synced, name];
    return this.tell('add_passkey_of_user(?, ?, ?, ?, ?, array(select jsonb_array_elements_text(?::jsonb)), ?, ?)', values);
  }

  rename(userId: string, id: string, name: string): Promise<boolean> {
    return this.tell('rename_passkey_of_user(?, ?, ?)', [userId, id, name]);
  }

  remove(userId: string, id: string): Promise<boolean> {
    return this.tell('remove_passkey_of_user(?, ?)', [userId, id]);
  }

  /** @returns false when the authenticator's count does not rise: then there is a copy of it */
  takeUse(credentialId: string, counter: number): Promise<boolean> {
    return this.tell('take_passkey_use(?, ?)', [credentialId, counter]);
  }

  /** @param userId whose it is; null for whoever is signing in */
  async beginChallenge(challenge: string, userId: string | null): Promise<void> {
    await this.ask('select begin_passkey_challenge(?, ?, ?)', [digest(challenge), userId, challengeLastsSeconds]);
  }

  takeChallenge(challenge: string, userId: string | null): Promise<boolean> {
    return this.tell('take_passkey_challenge(?, ?)', [digest(challenge), userId]);
  }

  private async tell(call: string, values: unknown[]): Promise<boolean> {
    const [row] = await this.ask<{ answer: boolean }>(`select ${call} as answer`, values);
    return row?.answer ?? false;
  }

  /** Inside a transaction its own manager, so that both commit together; outside, a fork that nobody shares. */
  private ask<R>(sql: string, values: unknown[]): Promise<R[]> {
    const current = this.em.getContext(false) as EntityManager;
    return (current.isInTransaction() ? current : this.em.fork()).execute<R[]>(sql, values);
  }
}

function digest(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex');
}
