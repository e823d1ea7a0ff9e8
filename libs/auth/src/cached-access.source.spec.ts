import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AccessSource, Access } from './access-source.ts';
import { CachedAccessSource } from './cached-access.source.ts';
import type { AccessClaims } from './claims.ts';

const claims = (azv = 1): AccessClaims => ({ sub: randomUUID(), tid: randomUUID(), mid: randomUUID(), sid: randomUUID(), azv, exp: 0 });
const access = (authzVersion: number): Access => ({ active: true, permissions: ['*'], rowScope: { plants: 'all' }, authzVersion, sessionRevoked: false });

function counting(answer: () => Promise<Access | undefined>): { source: AccessSource; asked: () => number } {
  let asked = 0;
  return { source: { find: () => (asked++, answer()) }, asked: () => asked };
}

describe('remembered access', () => {
  it('is asked for once, however many ask at the same time', async () => {
    const { source, asked } = counting(async () => access(1));
    const cached = new CachedAccessSource(source, 5000);
    const caller = claims();
    const answers = await Promise.all(Array.from({ length: 64 }, () => cached.find(caller, '')));
    expect([asked(), new Set(answers.map((answer) => answer?.authzVersion))]).toEqual([1, new Set([1])]);
    await cached.find(claims(), '');
    expect(asked()).toBe(2);
  });

  it('is asked for again by a newer token, after its time, and once it was to be forgotten', async () => {
    const { source, asked } = counting(async () => access(asked()));
    const cached = new CachedAccessSource(source, 5000);
    const caller = claims();
    await cached.find(caller, '');
    await cached.find({ ...caller, azv: 2 }, '');
    expect(asked()).toBe(2);
    cached.forget(caller.sid);
    await cached.find(caller, '');
    expect(asked()).toBe(3);
    const forgetful = new CachedAccessSource(source, -1);
    await forgetful.find(caller, '');
    await forgetful.find(caller, '');
    expect(asked()).toBe(5);
  });

  it('ends with the session, also for an answer that was asked for before', async () => {
    let answer: (access: Access) => void = () => undefined;
    const { source } = counting(() => new Promise((resolve) => (answer = resolve)));
    const cached = new CachedAccessSource(source, 5000);
    const caller = claims();
    const asked = cached.find(caller, '');
    cached.sessionEnded(caller.sid);
    answer(access(1));
    await asked;
    expect(await cached.find(caller, '')).toMatchObject({ active: false, sessionRevoked: true });
    expect(await cached.find({ ...caller, azv: 9 }, '')).toMatchObject({ sessionRevoked: true });
  });

  it('counts no longer once the membership is told to have changed, nor does an answer that was on its way', async () => {
    const answers = [access(1), access(1), access(2), access(2)];
    const { source, asked } = counting(async () => answers.shift());
    const cached = new CachedAccessSource(source, 5000);
    const caller = claims();
    await cached.find(caller, '');
    cached.changed(caller.mid, 2);
    // The projection is a moment behind: its answer is given, and asked for again.
    expect([(await cached.find(caller, ''))?.authzVersion, (await cached.find(caller, ''))?.authzVersion, (await cached.find(caller, ''))?.authzVersion, asked()]).toEqual([1, 2, 2, 3]);
    cached.changed(caller.mid, 1);
    await cached.find(caller, '');
    expect(asked()).toBe(3);
  });

  it('through a key counts no longer once the key is told to have changed', async () => {
    const caller = { ...claims(), key: { id: randomUUID(), azv: 1 } };
    const answers = [{ ...access(1), keyVersion: 1 }, { ...access(1), keyVersion: 2 }];
    const { source, asked } = counting(async () => answers.shift());
    const cached = new CachedAccessSource(source, 5000);
    await cached.find(caller, '');
    cached.changed(caller.key.id, 2);
    await cached.find(caller, '');
    await cached.find(caller, '');
    expect(asked()).toBe(2);
    // A source that does not tell versions, such as identity itself, is asked once after the news.
    const silent = counting(async () => access(1));
    const asking = new CachedAccessSource(silent.source, 5000);
    asking.changed(caller.key.id, 7);
    for (let times = 0; times < 3; times += 1) await asking.find(caller, '');
    expect(silent.asked()).toBe(1);
  });

  it('does not remember that nobody could answer', async () => {
    const answers = [Promise.reject(new Error('away')), Promise.resolve(access(1))];
    const cached = new CachedAccessSource(counting(() => answers.shift() ?? Promise.resolve(undefined)).source, 5000);
    const caller = claims();
    await expect(cached.find(caller, '')).rejects.toThrow('away');
    expect(await cached.find(caller, '')).toMatchObject({ active: true });
  });
});
