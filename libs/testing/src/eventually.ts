import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats a question until its answer satisfies, and returns it; fails with the last answer when time is up. */
export async function eventually<T>(ask: () => Promise<T>, satisfied: (answer: T) => boolean, withinMs = 10_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms; last answer: ${JSON.stringify(answer)}`);
    await sleep(25);
  }
}
