import type { ApiKeyStatus } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { apiKeyWords } from './api-key-words.ts';

const tones: Record<ApiKeyStatus, Tone> = { active: 'well', expired: 'due', revoked: 'quiet', 'owner-inactive': 'due' };

export function ApiKeyMark({ status }: { status: ApiKeyStatus }) {
  const say = useTexts(apiKeyWords);
  return <Mark tone={tones[status]}>{say(status)}</Mark>;
}
