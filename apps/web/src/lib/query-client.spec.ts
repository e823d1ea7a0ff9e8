import { expect, it } from '@jest/globals';
import { InfiniteQueryObserver, focusManager } from '@tanstack/react-query';
import { queryClient } from './query-client.ts';

it('reads a list of one page again when the window is come back to, and none of which more was read', async () => {
  const asked: [string, number][] = [];
  const watch = (name: string) => {
    const observer = new InfiniteQueryObserver(queryClient, {
      queryKey: [name], staleTime: 0, initialPageParam: 0, getNextPageParam: (_last: number, _all: number[], at: number) => at + 1,
      queryFn: ({ pageParam }) => (asked.push([name, pageParam]), Promise.resolve(pageParam)),
    });
    return [observer, observer.subscribe(() => undefined)] as const;
  };
  queryClient.mount();
  const [[short, leaveShort], [long, leaveLong]] = [watch('short'), watch('long')];
  await Promise.all([short.refetch({ cancelRefetch: false }), long.refetch({ cancelRefetch: false })]);
  await long.fetchNextPage();
  asked.length = 0;
  const readAgain = new Promise<void>((resolve) => {
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success' && event.query.queryKey[0] === 'short') resolve();
    });
  });
  focusManager.setFocused(false);
  focusManager.setFocused(true);
  await readAgain;
  expect(asked).toEqual([['short', 0]]);
  leaveShort();
  leaveLong();
  queryClient.unmount();
  queryClient.clear();
});
