import type { DocumentStatus } from '@kairos/contracts';
import { todayHere } from '../lib/today.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { documentWords } from './document-words.ts';

const tones: Record<DocumentStatus, Tone> = { Valid: 'well', Expired: 'overdue', Processing: 'plain', 'To Approve': 'due', Archived: 'quiet' };
const soonDays = 60;
const dayMs = 86_400_000;

/** How it stands with a document today. */
export function DocumentStatusMark({ status }: { status: DocumentStatus }) {
  const word = useTexts(documentWords);
  return <Mark tone={tones[status]}>{word(status)}</Mark>;
}

/** Until when a document is valid, and how long that still is. */
export function ExpiryMark({ expiresOn }: { expiresOn: string }) {
  const word = useTexts(documentWords);
  const { day } = useFormats();
  const days = Math.round((Date.parse(expiresOn) - Date.parse(todayHere())) / dayMs);
  if (days < 0) return <Mark tone="overdue">{word('expiredOn', { day: day(expiresOn) })}</Mark>;
  return <Mark tone={days <= soonDays ? 'due' : 'plain'}>{word('expiresOn', { day: day(expiresOn), days })}</Mark>;
}
