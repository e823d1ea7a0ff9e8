import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { MailFacts, MailLocale, MailTemplate } from './mail-text.calc.ts';

export type NewMail = { /** Its own, where somebody asks after it. */ id?: string; template: MailTemplate; recipient: string; locale: MailLocale | null; facts?: MailFacts; linkId?: string; usefulForMinutes: number };
export type ClaimedMail = { id: string; template: MailTemplate; recipient: string; locale: MailLocale | null; facts: MailFacts; linkId: string | null; attempts: number };

/** What a token's mail led somebody to present; only this is stored. */
export function mailedTokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Mail that waits, whose rows no tenant owns: every statement calls one narrow function of the database. */
@Injectable()
export class OutgoingMailRepository {
  constructor(private readonly em: EntityManager) {}

  /** Queues a mail in the ambient transaction: it is sent if, and only after, that commits. */
  async queue({ id = newId(), template, recipient, locale, facts = {}, linkId, usefulForMinutes }: NewMail): Promise<void> {
    await this.manager().execute(`select queue_mail(?, ?, ?, ?, ?::jsonb, ?::uuid, ? * interval '1 minute')`, [
      id, template, recipient, locale, JSON.stringify(facts), linkId ?? null, usefulForMinutes,
    ]);
  }

  async claim(leaseSeconds: number): Promise<ClaimedMail | undefined> {
    const [row] = await this.em.fork().execute<ClaimedMail[]>(
      `select id, template, recipient, locale, facts, link_id as "linkId", attempts from claim_mail(? * interval '1 second')`,
      [leaseSeconds],
    );
    return row;
  }

  /** @returns a token of 256 random bits that opens the link; its digest is stored before anybody can present it */
  async makeToken(linkId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.em.fork().execute('select keep_mailed_token(?, ?)', [mailedTokenDigest(token), linkId]);
    return token;
  }

  /** What a request for a new password leads to; nothing where its address has no account, or asks too often. */
  async beginPasswordReset(mailId: string): Promise<{ linkId: string; locale: MailLocale } | undefined> {
    const [row] = await this.em.fork().execute<{ linkId: string; locale: MailLocale }[]>('select link_id as "linkId", locale from begin_password_reset(?)', [mailId]);
    return row;
  }

  async forget(id: string): Promise<void> {
    await this.em.fork().execute('select forget_mail(?)', [id]);
  }

  async retry(id: string, afterSeconds: number): Promise<void> {
    await this.em.fork().execute(`select retry_mail(?, ? * interval '1 second')`, [id, afterSeconds]);
  }

  /** In the ambient transaction: nothing that was mailed under this id opens anything any more. */
  async withdrawLink(linkId: string): Promise<void> {
    await this.manager().execute('select withdraw_mailed_link(?)', [linkId]);
  }

  /** In the ambient transaction: what waits under this id is not sent; what was sent stays known. */
  async dropUnsent(linkId: string): Promise<void> {
    await this.manager().execute('select drop_unsent_mail(?)', [linkId]);
  }

  private manager(): EntityManager {
    const current = this.em.getContext(false) as EntityManager;
    return current.isInTransaction() ? current : this.em.fork();
  }
}
