import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const UPKEEP = 'kairos:upkeep';

/** `cron` is a crontab pattern in UTC. A tick that came while no process ran is caught up within a day, several of them once. */
export type UpkeepPlan = { name: string; cron: string };

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
   */
  tend(signal: AbortSignal): Promise<void>;
}
