import { describe, expect, it } from '@jest/globals';
import { Closers } from './closers.ts';

describe('closing a stack', () => {
  it('ends the last started first, once, however often it is told', async () => {
    const ended: string[] = [];
    const closers = new Closers();
    for (const name of ['postgres', 'nats', 'services']) closers.add(async () => void ended.push(name));
    await Promise.all([closers.close(), closers.close()]);
    expect(ended).toEqual(['services', 'nats', 'postgres']);
  });

  it('starts nothing more once it is closing', async () => {
    const closers = new Closers();
    await closers.close();
    expect(() => closers.add(async () => undefined)).toThrow('stopping');
  });
});
