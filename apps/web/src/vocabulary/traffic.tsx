import { Group } from '@mantine/core';
import type { CircuitState, ConnectorTrafficView, DeliveryStatus } from '@kairos/contracts';
import { texts } from '../lib/texts.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { deliveryWords } from './delivery-words.ts';

const trafficText = texts({
  counts: ['{pending} waiting · {delivered} delivered · {dead} dead', '{pending} in attesa · {delivered} consegnate · {dead} fallite'],
  failures: ['{count, plural, one {# failure in a row} other {# failures in a row}}', '{count, plural, one {# errore di seguito} other {# errori di seguito}}'],
  again: ['tried again at {at}', 'nuovo tentativo alle {at}'],
});
const circuitTones: Record<CircuitState, Tone> = { closed: 'well', open: 'overdue', 'half-open': 'due' };
const deliveryTones: Record<DeliveryStatus, Tone> = { pending: 'plain', delivered: 'well', dead: 'overdue', cancelled: 'quiet' };

export function DeliveryMark({ status }: { status: DeliveryStatus }) {
  const word = useTexts(deliveryWords);
  return <Mark tone={deliveryTones[status]}>{word(status)}</Mark>;
}

/** Whether anything is sent to an address at all, and how what was sent stands. */
export function TrafficLine({ traffic: { circuit, failuresInARow, opensAgainAt, deliveries } }: { traffic: ConnectorTrafficView }) {
  const say = useTexts(trafficText);
  const word = useTexts(deliveryWords);
  const { number, instant } = useFormats();
  const { pending, delivered, dead } = deliveries;
  return (
    <Group gap="xs">
      <Mark tone={circuitTones[circuit]}>{word(circuit)}</Mark>
      <span>{[say('counts', { pending: number(pending), delivered: number(delivered), dead: number(dead) }), failuresInARow > 0 && say('failures', { count: failuresInARow }), circuit === 'open' && opensAgainAt && say('again', { at: instant(opensAgainAt) })].filter(Boolean).join(' · ')}</span>
    </Group>
  );
}
