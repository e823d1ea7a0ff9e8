import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a question until its answer satisfies, and returns it; fails with the last answer when time is up. The time is long because a
 * machine that does much else starts a process in ten seconds and more; a test that passes waits no longer for it.
 */
export async function eventually<T>(ask: () => Promise<T>, satisfied: (answer: T) => boolean, withinMs = 30_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms; last answer: ${JSON.stringify(answer)}`);
    await sleep(25);
  }
}
