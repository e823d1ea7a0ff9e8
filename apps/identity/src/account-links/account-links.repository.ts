import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { mailedTokenDigest } from '../mail/outgoing-mail.repository.ts';
import { LinkExpired, LinkNotFound, LinkUsed } from './account-link.errors.ts';

export type AccountLink = { id: string; userId: string; email: string };
type Row = AccountLink & { used: boolean; expired: boolean };

/** Links that were mailed to do one thing with one account, once: every statement calls one narrow function of the database. */
@Injectable()
export class AccountLinksRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws LinkNotFound, LinkUsed, LinkExpired */
  async opened(token: string, purpose: 'password-reset' | 'email-verification'): Promise<AccountLink> {
    const [row] = await this.em.fork().execute<Row[]>('select id, user_id as "userId", email, used, expired from account_link_of_token(?, ?)', [mailedTokenDigest(token), purpose]);
    if (!row) throw new LinkNotFound();
    if (row.used) throw new LinkUsed();
    if (row.expired) throw new LinkExpired();
    return row;
  }

  /** In the ambient transaction. @throws LinkUsed when somebody else was faster */
  async use({ id }: AccountLink): Promise<void> {
    if (!(await this.first<boolean>('select use_account_link(?) as answer', [id]))) throw new LinkUsed();
  }

  async beginEmailVerification(id: string, userId: string, email: string): Promise<void> {
    await this.first('select begin_email_verification(?, ?, ?) as answer', [id, userId, email]);
  }

  /** @returns the address the account had; null when somebody else has the new one */
  takeEmail({ userId, email }: AccountLink): Promise<string | null> {
    return this.first<string | null>('select take_email(?, ?) as answer', [userId, email]).then((before) => before ?? null);
  }

  private async first<T>(sql: string, values: string[]): Promise<T | undefined> {
    const [row] = await (this.em.getContext(false) as EntityManager).execute<{ answer: T }[]>(sql, values);
    return row?.answer;
  }
}
