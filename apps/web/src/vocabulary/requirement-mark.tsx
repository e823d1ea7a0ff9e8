import type { RequirementStatus } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { workflowWords } from './workflow-words.ts';

const tones: Record<RequirementStatus, Tone> = { satisfied: 'well', missing: 'due', toApprove: 'due', rejected: 'overdue', tooOld: 'overdue', expired: 'overdue' };

/** How it stands with a document that something asks for. */
export function RequirementMark({ status }: { status: RequirementStatus }) {
  const word = useTexts(workflowWords);
  return <Mark tone={tones[status]}>{word(status)}</Mark>;
}
