import { Alert, Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectorView, OpenApiOperation } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { replacedBy } from './chosen-operations.calc.ts';
import { connectorKeys, fillConnector } from './connectors.api.ts';
import { ChoiceFaults } from './choice-faults.tsx';
import { fromOpenApiText } from './from-openapi.text.ts';

/** Gives a connector the endpoints of what is chosen. */
export function FillFromOpenApi({ document, chosen, connector }: { document: string; chosen: readonly OpenApiOperation[]; connector: ConnectorView }) {
  const say = useTexts(fromOpenApiText);
  const navigate = useNavigate();
  const fill = useCommand({ run: () => fillConnector(connector, { document, operations: chosen.map(({ method, path }) => ({ method, path })) }), changes: [connectorKeys], done: ({ title, endpoints }) => say('filled', { title, count: endpoints.length }), shows: 'all' });
  const replaced = replacedBy(chosen, connector.endpoints);
  return (
    <Panel title={say('connector')}>
      <Stack gap="sm" align="flex-start">
        {replaced.length > 0 && <Text>{say('replaced', { names: replaced.join(', ') })}</Text>}
        {fill.error && <Alert color="red" role="alert">{isProblem(fill.error, 'stale') ? say('stale') : fill.error.message}</Alert>}
        <ChoiceFaults chosen={chosen}>
          {(sound) => <Button disabled={!sound} loading={fill.isPending} onClick={() => fill.mutate(undefined, { onSuccess: ({ id }) => void navigate({ to: '/connectors/$connectorId', params: { connectorId: id } }) })}>{say('fill')}</Button>}
        </ChoiceFaults>
      </Stack>
    </Panel>
  );
}
