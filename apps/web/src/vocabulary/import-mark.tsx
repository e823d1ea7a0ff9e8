import type { ImportJobStatus, PreviewedRow, RowOutcome } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { importWords } from './import-words.ts';

const tones: Record<ImportJobStatus | RowOutcome | PreviewedRow['outcome'], Tone> = {
  scheduled: 'quiet', queued: 'quiet', running: 'plain', retrying: 'due', 'awaiting-approval': 'due', completed: 'well', failed: 'overdue', cancelled: 'quiet', undoing: 'due', undone: 'quiet',
  created: 'well', updated: 'plain', unchanged: 'quiet', rejected: 'overdue', skipped: 'quiet', valid: 'well',
};

/** How an import stands, or what became of a row. */
export function ImportMark({ state }: { state: keyof typeof tones }) {
  const word = useTexts(importWords);
  return <Mark tone={tones[state]}>{word(state)}</Mark>;
}
