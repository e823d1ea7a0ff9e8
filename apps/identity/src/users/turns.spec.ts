import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.ts';

describe('taking turns', () => {
  it('never runs more at once than agreed, and everybody who waits in the end', async () => {
    const turns = new Turns(2, 10);
    let [running, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return 'done';
    };
    expect(await Promise.all(Array.from({ length: 12 }, () => turns.take(work)))).toEqual(Array.from({ length: 12 }, () => 'done'));
    expect(most).toBe(2);
  });

  it('turns a crowd away rather than queueing without end, and recovers', async () => {
    const turns = new Turns(1, 2);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => turns.take(async () => 'done')));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(await turns.take(async () => 'later')).toBe('later');
  });

  it('passes its turn on when the work fails', async () => {
    const turns = new Turns(1, 1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(async () => 'next')).toBe('next');
  });
});
