import type { Priority } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { workflowWords } from './workflow-words.ts';

const tones: Record<Priority, Tone> = { High: 'due', Medium: 'plain', Low: 'quiet' };

export function PriorityMark({ priority }: { priority: Priority }) {
  const word = useTexts(workflowWords);
  return <Mark tone={tones[priority]}>{word(priority)}</Mark>;
}
