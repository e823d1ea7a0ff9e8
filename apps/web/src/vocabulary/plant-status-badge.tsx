import type { PlantStatus } from '@kairos/contracts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { useTexts } from '../lib/use-texts.ts';
import { plantWords } from './plant-words.ts';

const tones: Record<PlantStatus, Tone> = { 'In Operation': 'well', 'Under Construction': 'due', 'In Authorization': 'plain', Decommissioned: 'quiet' };

export function PlantStatusBadge({ status }: { status: PlantStatus }) {
  const word = useTexts(plantWords);
  return <Mark tone={tones[status]}>{word(status)}</Mark>;
}
