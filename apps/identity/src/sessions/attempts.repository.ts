import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TooManyAttempts } from './session.errors.ts';

const maxAttempts = 5;
const windowSeconds = 15 * 60;

/** Five wrong passwords per account and address in 15 minutes. Kept in the database, for all replicas together. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly em: EntityManager) {}

  /** Counts first and checks the password later: attempts made at once are all counted. */
  async count(account: string, address: string | null): Promise<void> {
    const [row] = await this.em.fork().execute<{ attempts: number; seconds: number }[]>(
      'select attempts, window_ends_in_seconds as seconds from count_sign_in_attempt(?, ?)',
      [keyOf(account, address), windowSeconds],
    );
    if (row && row.attempts > maxAttempts) throw new TooManyAttempts(row.seconds);
  }

  async forget(account: string, address: string | null): Promise<void> {
    await this.em.fork().execute('select forget_sign_in_attempts(?)', [keyOf(account, address)]);
  }
}

function keyOf(account: string, address: string | null): string {
  return createHash('sha256').update(`${account}\n${address ?? ''}`).digest('hex');
}
