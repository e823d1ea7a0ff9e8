import type { UserView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { isLocked } from './is-locked.ts';
import { usersText } from './users.text.ts';

/** How somebody stands here, the most pressing alone. */
export function UserState({ user }: { user: UserView }) {
  const { active, passwordChangeRequired, lastSignedInAt } = user;
  const say = useTexts(usersText);
  if (!active) return <Mark tone="quiet">{say('suspended')}</Mark>;
  if (isLocked(user)) return <Mark tone="overdue">{say('locked')}</Mark>;
  if (passwordChangeRequired && lastSignedInAt === null) return <Mark tone="due">{say('firstPassword')}</Mark>;
  return <Mark tone="well">{say('active')}</Mark>;
}
