import type { ChangeSetStatus } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { changeSetWords } from '../../vocabulary/change-set-words.ts';

const tones: Record<ChangeSetStatus, Tone> = { proposed: 'due', applied: 'well', rejected: 'plain', withdrawn: 'quiet' };

export function ChangeSetMark({ status }: { status: ChangeSetStatus }) {
  const word = useTexts(changeSetWords);
  return <Mark tone={tones[status]}>{word(status)}</Mark>;
}
