import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const UPKEEP = 'kairos:upkeep';

/** `cron` is a crontab pattern in UTC. A tick that came while no process ran is caught up within a day, several of them once. */
export type UpkeepPlan = {
  name: string;
  cron: string;
  /** Of a job that is never done at once: so long, over all tenants, and then other upkeep has its turn. The next tick goes on with the tenant after those that had theirs. */
  longestTurnMs?: number;
};

/** What a service does by the clock for every tenant: `@Upkeep({ name: 'retention', cron: '20 * * * *' })`. */
export function Upkeep(plan: UpkeepPlan): CustomDecorator {
  return SetMetadata(UPKEEP, plan);
}

/** Work that no request waits for. It can be killed at any point and is then done again: what is done stays done. */
export interface UpkeepJob {
  /**
   * Does what is due for the ambient tenant, in transactions of its own.
   *
   * @param signal aborted when the process stops: return between two transactions, the rest is done by the next
   * @param turn aborted when the job has had its turn: return before anything new is begun
   */
  tend(signal: AbortSignal, turn?: AbortSignal): Promise<void>;
}
