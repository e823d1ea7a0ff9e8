import { Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConnectorCheck, ConnectorView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { tryConnector } from './connectors.api.ts';
import { connectorsText } from './connectors.text.ts';

const tones: Record<ConnectorCheck['outcome'], Tone> = { passed: 'well', failed: 'overdue', unclear: 'due' };
const words = { connection: 'connection', auth: 'authStep', endpoint: 'endpointStep' } as const;

/** Asks the other side whether it would answer, step by step. */
export function TryPanel({ connector: { id, endpoints } }: { connector: ConnectorView }) {
  const say = useTexts(connectorsText);
  const { number } = useFormats();
  const [endpoint, setEndpoint] = useState<string | null>(null);
  const attempt = useCommand({ run: () => tryConnector(id, endpoint ?? undefined), changes: [] });
  return (
    <Panel title={say('try')}>
      <Text c="var(--ink-quiet)">{say('tryHint')}</Text>
      <Group align="flex-end" my="sm">
        {endpoints.length > 0 && <Select label={say('tryEndpoint')} placeholder={say('noneChosen')} clearable value={endpoint} data={endpoints.map(({ name, title }) => ({ value: name, label: title ?? name }))} onChange={setEndpoint} />}
        <Button loading={attempt.isPending} onClick={() => attempt.mutate(undefined)}>{say('try')}</Button>
      </Group>
      {attempt.data && (
        <>
          <Text role="status" fw={600}>{say(attempt.data.passed ? 'allWell' : 'notWell')}</Text>
          <PlainTable
            label={say('try')} rows={attempt.data.checks} keyOf={({ step }) => step}
            columns={[
              { key: 'step', label: say('step'), cell: ({ step }) => say(words[step]) },
              { key: 'outcome', label: say('outcome'), cell: ({ outcome }) => <Mark tone={tones[outcome]}>{say(outcome)}</Mark> },
              { key: 'took', label: say('took'), number: true, cell: ({ ms }) => say('ms', { ms: number(ms) }) },
              { key: 'detail', label: say('detail'), cell: ({ status, detail }) => [status, detail].filter((said) => said !== null).join(' · ') },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
