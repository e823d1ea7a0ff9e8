import type { StageStatus, TaskStatus, WorkflowStatus } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { workflowWords } from './workflow-words.ts';

const tones: Record<TaskStatus | StageStatus | WorkflowStatus, Tone> = {
  Draft: 'quiet', Active: 'plain', Paused: 'due', Completed: 'well', Cancelled: 'quiet', Waiting: 'quiet', Delayed: 'overdue', 'To Start': 'quiet', 'In Progress': 'plain', Blocked: 'due', Skipped: 'quiet',
};

/** How a practice, a stage of it or a task stands. */
export function StateMark({ state }: { state: keyof typeof tones }) {
  const word = useTexts(workflowWords);
  return <Mark tone={tones[state]}>{word(state)}</Mark>;
}
