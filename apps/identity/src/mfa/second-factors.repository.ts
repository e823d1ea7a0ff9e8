import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

export type Totp = { sealedSecret: string; confirmed: boolean; lastStep: number };

/** What people hold beside their password, which no tenant owns: every statement calls one narrow function of the database. */
@Injectable()
export class SecondFactorsRepository {
  constructor(private readonly em: EntityManager) {}

  async totp(userId: string): Promise<Totp | undefined> {
    const [row] = await this.ask<{ sealedSecret: string; confirmed: boolean; lastStep: string }>(
      'select sealed_secret as "sealedSecret", confirmed, last_step as "lastStep" from totp_of_user(?)', [userId],
    );
    return row && { ...row, lastStep: Number(row.lastStep) };
  }

  /** @returns false when a confirmed one stands */
  beginTotp(userId: string, sealedSecret: string): Promise<boolean> {
    return this.tell('begin_totp_of_user(?, ?)', [userId, sealedSecret]);
  }

  /** @returns false when this step, or a later one, was taken before */
  takeStep(userId: string, sealedSecret: string, step: number, confirming: boolean): Promise<boolean> {
    return this.tell('take_totp_step_of_user(?, ?, ?, ?)', [userId, sealedSecret, step, confirming]);
  }

  /** Removes the recovery codes with it. */
  removeTotp(userId: string): Promise<boolean> {
    return this.tell('remove_totp_of_user(?)', [userId]);
  }

  async replaceRecoveryCodes(userId: string, digests: string[]): Promise<void> {
    await this.ask('select replace_recovery_codes_of_user(?, array(select jsonb_array_elements_text(?::jsonb)))', [userId, JSON.stringify(digests)]);
  }

  async recoveryCodesLeft(userId: string): Promise<number> {
    const [row] = await this.ask<{ left: number }>('select recovery_codes_left_of_user(?) as left', [userId]);
    return row?.left ?? 0;
  }

  takeRecoveryCode(userId: string, digest: string): Promise<boolean> {
    return this.tell('take_recovery_code_of_user(?, ?)', [userId, digest]);
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
