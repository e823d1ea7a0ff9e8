import { Button } from '@mantine/core';
import type { UserView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { isLocked } from './is-locked.ts';
import { userText } from './user.text.ts';
import { setActive, unlock } from './users.api.ts';

const changes = [['identity', 'users']] as const;

/** Ends and gives back the access of somebody, and ends a lock. Each can be taken back, so none is asked for twice. */
export function UserActions({ user }: { user: UserView }) {
  const say = useTexts(userText);
  const name = user.displayName;
  const activation = useCommand({ run: (active: boolean) => setActive(user, active), changes, done: ({ active }) => say(active ? 'restoredNow' : 'suspendedNow', { name }) });
  const unlocking = useCommand({ run: () => unlock(user.id), changes, done: () => say('unlockedNow', { name }) });
  return (
    <>
      {isLocked(user) && <Button loading={unlocking.isPending} onClick={() => unlocking.mutate(undefined)}>{say('unlock')}</Button>}
      <Button variant="default" loading={activation.isPending} onClick={() => activation.mutate(!user.active)}>{say(user.active ? 'suspend' : 'restore')}</Button>
    </>
  );
}
