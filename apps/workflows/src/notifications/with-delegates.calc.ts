import type { Notice } from './notifications.repository.ts';

/**
 * What is told of tasks to somebody who is away is told to their delegate, too, with for whom. Nobody is told twice: neither who is told
 * themselves, nor who stands in for several.
 *
 * @param delegates by whom they stand in for
 * @param mayBeTold whether a delegate may be told of a notice
 */
export function withDelegates(notices: readonly Notice[], delegates: ReadonlyMap<string, string>, mayBeTold: (userId: string, notice: Notice) => boolean): Notice[] {
  return notices.flatMap((notice) => {
    if (notice.subject?.kind !== 'task') return [notice];
    const told = new Set(notice.userIds);
    const inStead = notice.userIds.flatMap((insteadOf): Notice[] => {
      const delegate = delegates.get(insteadOf);
      if (delegate === undefined || told.has(delegate) || !mayBeTold(delegate, notice)) return [];
      told.add(delegate);
      return [{ ...notice, insteadOf, userIds: [delegate] }];
    });
    return [notice, ...inStead];
  });
}
