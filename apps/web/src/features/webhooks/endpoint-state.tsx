import type { WebhookEndpointView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { webhooksText } from './webhooks.text.ts';

/** Whether an endpoint is told of events, and why not. */
export function EndpointState({ endpoint: { active, stoppedAs } }: { endpoint: Pick<WebhookEndpointView, 'active' | 'stoppedAs'> }) {
  const say = useTexts(webhooksText);
  return active ? <Mark tone="well">{say('active')}</Mark> : <Mark tone={stoppedAs === null || stoppedAs === 'by-hand' ? 'quiet' : 'overdue'}>{say(stoppedAs ?? 'by-hand')}</Mark>;
}
