import { setImmediate as turn } from 'node:timers/promises';

/** Does the same to every item of a long list, and lets whatever else waits for the process have its turn after each hundred, or as many as it is told. */
export async function inSlices<T, R>(items: readonly T[], work: (item: T) => R, sliceSize = 100): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += sliceSize) {
    if (at > 0) await turn();
    for (const item of items.slice(at, at + sliceSize)) results.push(work(item));
  }
  return results;
}
