import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark } from './mark.tsx';
import { uiText } from './ui.text.ts';

const soonDays = 30;

/** When something is due, and how that stands to today. */
export function DueMark({ dueOn, daysLeft }: { dueOn: string | null; daysLeft: number | null }) {
  const say = useTexts(uiText);
  const { day } = useFormats();
  if (dueOn === null || daysLeft === null) return <Mark tone="quiet">{say('noDate')}</Mark>;
  const tone = daysLeft < 0 ? 'overdue' : daysLeft <= soonDays ? 'due' : 'plain';
  return <Mark tone={tone}>{`${day(dueOn)}, ${daysLeft < 0 ? say('daysLate', { days: -daysLeft }) : say('daysLeft', { days: daysLeft })}`}</Mark>;
}
