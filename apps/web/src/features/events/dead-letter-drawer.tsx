import { Code, Drawer, Group, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DeadLetterDetail } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Data } from '../../ui/data.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/panel.tsx';
import { deadLetter } from './dead-letters.api.ts';
import { deadLettersText } from './dead-letters.text.ts';
import { LetterActions } from './letter-actions.tsx';
import { LetterState } from './letter-state.tsx';

/** One dead letter: why it could not be taken, and what came. */
export function DeadLetterDrawer({ service, id, onClose }: { service: string; id: string; onClose: () => void }) {
  const say = useTexts(deadLettersText);
  const { instant } = useFormats();
  const { data, error, isPending, refetch } = useQuery(deadLetter(service, id));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={data ? say('one', { at: instant(data.deadAt) }) : say('loading')}>
      {error && <Failure error={error} onRetry={refetch} />}
      {isPending && <Skeleton h={200} />}
      {data && <Content letter={data} onGone={onClose} />}
    </Drawer>
  );
}

function Content({ letter, onGone }: { letter: DeadLetterDetail; onGone: () => void }) {
  const say = useTexts(deadLettersText);
  const { instant, number } = useFormats();
  const { id, service, subject, consumer, eventId, reason, deliveries, deadAt, replayedAt, message } = letter;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <LetterState letter={letter} />
        <Group gap="xs">
          <LetterActions letters={[letter]} onDone={(act) => act === 'discard' && onGone()} />
          <AsCommand path={`/${service}/dead-letters/${id}`} command={command`kairos events unconsumed show ${service} ${id}`} />
        </Group>
      </Group>
      <Facts
        of={[
          [say('reason'), <Data key="reason">{reason}</Data>], [say('event'), subject], [say('consumer'), consumer], [say('service'), service], [say('tries'), number(deliveries)],
          [say('deadAt'), instant(deadAt)], [say('replayedAt'), replayedAt && instant(replayedAt)], [say('eventId'), eventId && <Code>{eventId}</Code>],
        ]}
      />
      <div>
        <Title order={3} mb={4}>{say('content')}</Title>
        <Code block tabIndex={0}>{indented(message)}</Code>
      </div>
    </Stack>
  );
}

/** As it came, line by line where it is JSON. */
function indented(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), undefined, 2);
  } catch {
    return message;
  }
}
