import type { DeadlineView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { Mark } from '../../ui/mark.tsx';
import { deadlineWords } from '../../vocabulary/deadline-words.ts';

/** How a deadline stands: when it is due, or how it ended. */
export function DeadlineStanding({ deadline: { status, dueOn, daysLeft, completion } }: { deadline: Pick<DeadlineView, 'status' | 'dueOn' | 'daysLeft' | 'completion'> }) {
  const word = useTexts(deadlineWords);
  const { day } = useFormats();
  if (completion) return <Mark tone="well">{word('completedOn', { day: day(completion.completedOn) })}</Mark>;
  if (status === 'withdrawn') return <Mark tone="quiet">{word('withdrawn')}</Mark>;
  return <DueMark dueOn={dueOn} daysLeft={daysLeft} />;
}
