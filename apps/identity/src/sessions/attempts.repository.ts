import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { SIGN_IN_CONFIG, type SignInConfig } from '../config.ts';
import { TooManyAttempts } from './session.errors.ts';

/**
 * Wrong passwords, counted per account and, apart from that, per address; either locks for half an hour after five. Kept in the
 * database, for all replicas together, under digests: an account that does not exist is locked like one that does.
 */
@Injectable()
export class AttemptsRepository {
  constructor(
    private readonly em: EntityManager,
    @Inject(SIGN_IN_CONFIG) private readonly config: SignInConfig,
  ) {}

  /**
   * Counts against the account first and lets the password be checked later: attempts made at once are all counted.
   *
   * @throws TooManyAttempts while the account or the address is locked, whatever the password
   */
  async count(account: string, address: string | null): Promise<void> {
    await this.begin(keyOf('account', account), address === null ? '' : keyOf('address', address), this.config.SIGN_IN_FAILURES_PER_ACCOUNT);
  }

  /** The password was right: the account's count ends, the address keeps its own. */
  async forget(account: string, _address?: string | null): Promise<void> {
    await this.em.fork().execute('select forget_failures(?)', [keyOf('account', account)]);
  }

  /** The password was wrong, which counts against the address too. */
  async failed(address: string | null): Promise<void> {
    if (address === null) return;
    await this.em.fork().execute(`select count_failure_at(?, ?, ? * interval '1 minute')`, [
      keyOf('address', address), this.config.SIGN_IN_FAILURES_PER_ADDRESS, this.config.SIGN_IN_LOCK_MINUTES,
    ]);
  }

  /** Counts a request for a new password. @throws TooManyAttempts when one address asks too often */
  async countReset(address: string | null): Promise<void> {
    await this.begin(keyOf('password-reset', address ?? ''), '', this.config.PASSWORD_RESETS_PER_ADDRESS);
  }

  private async begin(key: string, address: string, most: number): Promise<void> {
    const [row] = await this.em.fork().execute<{ seconds: number | null }[]>(`select begin_attempt(?, ?, ?, ? * interval '1 minute') as seconds`, [
      key, address, most, this.config.SIGN_IN_LOCK_MINUTES,
    ]);
    if (row?.seconds) throw new TooManyAttempts(row.seconds);
  }
}

function keyOf(kind: 'account' | 'address' | 'password-reset', what: string): string {
  return createHash('sha256').update(`${kind}\n${what}`).digest('hex');
}
