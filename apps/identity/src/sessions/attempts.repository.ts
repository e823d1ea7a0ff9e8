import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@kairos/http';
import { SIGN_IN_CONFIG, type SignInConfig } from '../config.ts';
import { networkOf } from './network-of.calc.ts';
import { TooManyAttempts } from './session.errors.ts';

/** Whose proof is checked, and from where. */
export type Trying = { account: string; address: string | null };
/** What a right proof does to the failures of its account: a whole sign-in forgets them, half of one leaves them. */
type WhenRight = 'forget' | 'keep';
const minutesOfDay = 24 * 60;
const unlocksPerDay = 5;
const invitationsPerDay = 5;

type Outcome = 'right' | 'wrong' | 'neither';

/**
 * Wrong proofs, counted per account and, apart from that, per address (of IPv6 the network, which is one subscriber's); either locks for half an hour after five. Kept in the
 * database, for all replicas together, under digests: an account that does not exist is locked like one that does.
 */
@Injectable()
export class AttemptsRepository {
  constructor(
    private readonly em: EntityManager,
    @Inject(SIGN_IN_CONFIG) private readonly config: SignInConfig,
  ) {}

  /**
   * Checks a proof in a place that was taken first: guesses made at once are no more than guesses made one after the other.
   *
   * @param prove throws what the caller is told when the proof is wrong; what is nobody's fault, such as a database that is away, counts for nothing
   * @throws TooManyAttempts while the account or the address is locked, or as many are being checked as would lock it, whatever the proof
   */
  async count<T>(who: Trying, prove: () => Promise<T>, whenRight: WhenRight = 'forget'): Promise<T> {
    await this.begin(who);
    const proved = await this.inPlace(who, prove);
    await this.end(who, whenRight === 'forget' ? 'right' : 'neither');
    return proved;
  }

  /** Takes a place, for a check that follows. @throws TooManyAttempts */
  async begin(who: Trying): Promise<void> {
    const [row] = await this.em.fork().execute<{ seconds: number | null }[]>('select begin_counted_attempt(?, ?, ?, ?, ?) as seconds', [...keysOf(who), ...this.rule()]);
    if (row?.seconds) throw new TooManyAttempts(row.seconds);
  }

  /** The check in a place that was taken. A wrong proof gives it up; after a right one the caller ends it. */
  inPlace<T>(who: Trying, prove: () => Promise<T>): Promise<T> {
    return prove().catch(async (error: unknown) => {
      await this.end(who, isRefusal(error) ? 'wrong' : 'neither');
      throw error;
    });
  }

  /** Gives a place up: `right` forgets the failures of the account, `neither` leaves them as they are. */
  async end(who: Trying, outcome: Outcome): Promise<void> {
    await this.em.fork().execute('select end_counted_attempt(?, ?, ?, ?, ?, ?)', [...keysOf(who), outcome, ...this.rule()]);
  }

  /** Ends the count and the lock of an account. */
  async forget(account: string): Promise<void> {
    await this.em.fork().execute('select forget_failures(?)', [keyOf('account', account)]);
  }

  /** Something that cannot be guessed was wrong: that counts against the address alone. */
  async failed(address: string | null): Promise<void> {
    if (address === null) return;
    await this.em.fork().execute(`select count_failure_at(?, ?, ? * interval '1 minute')`, [
      keyOf('address', networkOf(address)), this.config.SIGN_IN_FAILURES_PER_ADDRESS, this.config.SIGN_IN_LOCK_MINUTES,
    ]);
  }

  /** Counts a request for a new password. @throws TooManyAttempts when one address asks too often */
  async countReset(address: string | null): Promise<void> {
    await this.bound(keyOf('password-reset', networkOf(address ?? '')), this.config.PASSWORD_RESETS_PER_ADDRESS, this.config.SIGN_IN_LOCK_MINUTES);
  }

  /** Counts that an administrator lifts a lock. @throws TooManyAttempts when one account is unlocked too often: that would bound no guessing */
  countUnlock(userId: string): Promise<void> {
    return this.bound(keyOf('unlock', userId), unlocksPerDay, minutesOfDay);
  }

  /** Counts a mail that a tenant sends to somebody it invites. @throws TooManyAttempts when they get too many */
  countInvitation(tenantId: string, email: string): Promise<void> {
    return this.bound(keyOf('invitation', `${tenantId}\n${email}`), invitationsPerDay, minutesOfDay);
  }

  private async bound(key: string, most: number, minutes: number): Promise<void> {
    const [row] = await this.em.fork().execute<{ seconds: number | null }[]>(`select begin_attempt(?, '', ?, ? * interval '1 minute') as seconds`, [key, most, minutes]);
    if (row?.seconds) throw new TooManyAttempts(row.seconds);
  }

  private rule(): number[] {
    const { SIGN_IN_FAILURES_PER_ACCOUNT: ofAccount, SIGN_IN_FAILURES_PER_ADDRESS: ofAddress, SIGN_IN_LOCK_MINUTES: minutes } = this.config;
    return [ofAccount, ofAddress, minutes];
  }
}

/** A proof that is wrong, and not a service that is too busy to look at it. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && (error.kind === 'unauthenticated' || error.kind === 'unprocessable');
}

function keysOf({ account, address }: Trying): [string, string] {
  return [keyOf('account', account), address === null ? '' : keyOf('address', networkOf(address))];
}

function keyOf(kind: 'account' | 'address' | 'password-reset' | 'unlock' | 'invitation', what: string): string {
  return createHash('sha256').update(`${kind}\n${what}`).digest('hex');
}
