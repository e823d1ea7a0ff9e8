import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../sessions/run-for-caller.ts';

/** Whom a sign-in was for, by what came with it. A begun sign-in is a secret and a passkey no name, so neither leaves as it is. */
export type Tried = { means: 'email' | 'challenge' | 'passkey' | 'provider'; who: string };
export type Refusal = { action: string; status: 'failure' | 'denied'; errorCode: string };
export type Untold = Refusal & { userId: string | null; tenantIds: string[]; address: string | null; userAgent: string | null; requestId: string; refusedAt: string };

/** Of what the lock does not bound, such as passkeys, so many are told of one account within the time that a lock lasts. */
const most = 20;

/** Refused sign-ins, before it is known whose trail they belong to: every statement calls one narrow function of the database. */
export class RefusedSignIns {
  constructor(
    private readonly em: EntityManager,
    private readonly lockMinutes: number,
  ) {}

  /** Takes as long for an account that exists as for one that does not. */
  async note({ means, who }: Tried, { action, status, errorCode }: Refusal, { address, userAgent, requestId }: Caller): Promise<void> {
    await this.em.fork().execute(`select note_refused_sign_in(?, ?, ?, ?, ?, ?, ?, ?, ?, ? * interval '1 minute')`, [
      means, means === 'challenge' ? sha256(who) : who, action, status, errorCode, address, userAgent?.slice(0, 500) ?? null, requestId, most, this.lockMinutes,
    ]);
  }

  /** The oldest that is untold, told with the transaction of `em`. */
  async next(em: EntityManager): Promise<Untold | undefined> {
    const [row] = await em.execute<Untold[]>(
      `select user_id as "userId", to_jsonb(tenant_ids) as "tenantIds", action, status, error_code as "errorCode", address, user_agent as "userAgent", request_id as "requestId", refused_at as "refusedAt"
       from tell_refused_sign_in()`,
    );
    return row;
  }

  /** @returns how many went that bound nothing any more */
  async forget(): Promise<number> {
    const [row] = await this.em.fork().execute<{ gone: number }[]>(`select forget_refused_sign_ins(? * interval '1 minute', 1000) as gone`, [this.lockMinutes]);
    return row?.gone ?? 0;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
