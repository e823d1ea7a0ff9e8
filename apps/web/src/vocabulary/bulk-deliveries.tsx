import { Button } from '@mantine/core';
import type { DeliveryCounts } from '@kairos/contracts';
import { texts } from '../lib/texts.ts';
import { useCommand } from '../lib/use-command.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { giveUpPending, replayDead, type Whose } from './deliveries.api.ts';

const bulkText = texts({
  replay: ['Send {count, plural, one {the dead one} other {# dead ones}} again', 'Rinvia {count, plural, one {la consegna fallita} other {# consegne fallite}}'],
  replayed: ['{count, plural, =0 {Nothing is sent again.} one {# delivery is sent again.} other {# deliveries are sent again.}}', '{count, plural, =0 {Nessun rinvio.} one {# consegna rinviata.} other {# consegne rinviate.}}'],
  giveUp: ['Give up {count, plural, one {the waiting one} other {# waiting ones}}', 'Abbandona {count, plural, one {quella in attesa} other {# in attesa}}'],
  givenUp: ['{count, plural, =0 {Nothing was waiting.} one {# delivery is given up; it can be sent again.} other {# deliveries are given up; they can be sent again.}}', '{count, plural, =0 {Nulla in attesa.} one {# consegna abbandonata: si può rinviare.} other {# consegne abbandonate: si possono rinviare.}}'],
});

/** What can be done about all deliveries of one origin. */
export function BulkDeliveries({ whose, counts }: { whose: Whose; counts: DeliveryCounts }) {
  const say = useTexts(bulkText);
  const may = useMay();
  const changes = [['intake']];
  const replay = useCommand({ run: () => replayDead(whose), changes, done: (count) => say('replayed', { count }) });
  const giveUp = useCommand({ run: () => giveUpPending(whose), changes, done: (count) => say('givenUp', { count }) });
  if (!may('intake.delivery.manage')) return null;
  return (
    <>
      {counts.dead > 0 && <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>{say('replay', { count: counts.dead })}</Button>}
      {counts.pending > 0 && <Button size="xs" variant="default" loading={giveUp.isPending} onClick={() => giveUp.mutate(undefined)}>{say('giveUp', { count: counts.pending })}</Button>}
    </>
  );
}
