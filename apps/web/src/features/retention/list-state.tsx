import type { DisposalListView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { retentionText } from './retention.text.ts';

const tones: Record<DisposalListView['status'], Tone> = { proposed: 'due', approved: 'due', carriedOut: 'well', withdrawn: 'quiet' };

export function ListState({ status }: Pick<DisposalListView, 'status'>) {
  const say = useTexts(retentionText);
  return <Mark tone={tones[status]}>{say(status)}</Mark>;
}
