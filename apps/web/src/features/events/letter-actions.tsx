import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { DeadLetterView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deadLettersText } from './dead-letters.text.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { useSettleLetters, type Act } from './use-settle-letters.ts';

type Props = { letters: readonly DeadLetterView[]; onDone?: (act: Act) => void };

/** What can be done about some dead letters, and how far it is. */
export function LetterActions({ letters, onDone }: Props) {
  const say = useTexts(deadLettersText);
  const may = useMay();
  const [asks, asking] = useDisclosure(false);
  const { settle, busy, progress } = useSettleLetters();
  if (!may('platform.dead-letter.replay')) return null;
  const discard = () => settle('discard', letters, () => {
    asking.close();
    onDone?.('discard');
  });
  return (
    <>
      {progress && progress.total > 1 && <Text role="status" c="var(--ink-quiet)">{say(progress.act === 'replay' ? 'replaying' : 'discarding', progress)}</Text>}
      <Button size="xs" loading={busy && !asks} onClick={() => settle('replay', letters, () => onDone?.('replay'))}>{say('replay')}</Button>
      <Button size="xs" variant="default" disabled={busy} onClick={asking.open}>{say('discard')}</Button>
      {asks && <DiscardDialog count={letters.length} busy={busy} onDiscard={discard} onClose={asking.close} />}
    </>
  );
}
