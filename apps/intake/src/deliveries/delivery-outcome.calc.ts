/** `ambiguous`: it may have had its effect, and nobody said so. `refused`: it will not be taken however often it is sent. */
export type AttemptOutcome = 'delivered' | 'refused' | 'failed' | 'ambiguous';

/** What became of sending one delivery once. */
export type Attempt = {
  outcome: AttemptOutcome;
  status: number | null;
  error: string | null;
  responseHead: string | null;
  /** How long the other side asks to be left alone. */
  retryAfterMs: number | null;
};
/** That, and what follows for the delivery. `dueInMs`: when it is sent again. */
export type SendResult = Attempt & { deliveryId: string; token: string; startedAt: Date; ms: number; then: 'delivered' | 'dead' | 'pending'; dueInMs: number };

const longestRetryAfterMs = 3_600_000;
const passing = new Set([408, 425, 429]);

/** What an answer's status says, given whether a 401 may be better the next time. */
export function outcomeOf(status: number, mayKnowUsLater: boolean): AttemptOutcome {
  if (status >= 200 && status < 300) return 'delivered';
  if (status >= 500 || passing.has(status) || (status === 401 && mayKnowUsLater)) return 'failed';
  return 'refused';
}

/** `Retry-After` in seconds or as a date, at most an hour; null where it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : /^[A-Za-z]{3},? /.test(text) ? Date.parse(text) - now.getTime() : NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), longestRetryAfterMs);
}

/** A pause that doubles from the first to the longest, and is cut by up to half at random so that not all come back at once. */
export function pauseMs(failures: number, { firstPauseMs, longestPauseMs }: { firstPauseMs: number; longestPauseMs: number }, random = Math.random()): number {
  const whole = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 40), longestPauseMs);
  return Math.round(whole * (1 - random / 2));
}

/** How a delivery goes on after one attempt more. @param attempts how often it was sent, this time included */
export function whatFollows({ outcome, retryAfterMs: asked }: Attempt, attempts: number, patience: { attempts: number; pauseMs: (failures: number) => number }): Pick<SendResult, 'then' | 'dueInMs'> {
  if (outcome === 'delivered') return { then: 'delivered', dueInMs: 0 };
  if (outcome === 'refused' || attempts >= patience.attempts) return { then: 'dead', dueInMs: 0 };
  return { then: 'pending', dueInMs: Math.max(patience.pauseMs(attempts), asked ?? 0) };
}

/** What a lane learns from a batch of attempts, in the order they ended: failures in a row at its end, whether any worked, and for how long to leave the other side alone. */
export function lessonOf(attempts: readonly Attempt[]): { worked: boolean; failuresInARow: number; restMs: number } {
  let [worked, failuresInARow, restMs] = [false, 0, 0];
  for (const { outcome, status, retryAfterMs: asked } of attempts) {
    restMs = Math.max(restMs, asked ?? 0);
    // A host that asks for patience, or refuses a record, works.
    const works = outcome === 'delivered' || outcome === 'refused' || status === 429;
    worked ||= works;
    failuresInARow = works ? 0 : failuresInARow + 1;
  }
  return { worked, failuresInARow, restMs };
}
