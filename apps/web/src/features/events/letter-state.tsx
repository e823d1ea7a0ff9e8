import type { DeadLetterView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { deadLettersText } from './dead-letters.text.ts';

export function LetterState({ letter: { replayedAt } }: { letter: DeadLetterView }) {
  const say = useTexts(deadLettersText);
  return replayedAt ? <Mark tone="well">{say('replayed')}</Mark> : <Mark tone="due">{say('waiting')}</Mark>;
}
