import { Accordion, Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { FieldsProps } from './connector-form.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { newEndpoint, type EndpointValues } from './connector-values.calc.ts';
import { EndpointFields } from './endpoint-fields.tsx';

const mostEndpoints = 100;

/** Where records go: of many endpoints those stand open that somebody opened, or that need another look. */
export function EndpointsFields({ values: { endpoints }, change, wrong, faults }: FieldsProps & { faults: readonly string[] }) {
  const say = useTexts(connectorFormText);
  const [opened, setOpened] = useState<string[]>([]);
  const faulty = endpoints.flatMap((_, at) => (faults.some((path) => path.startsWith(`endpoints.${at}.`)) ? [String(at)] : []));
  const open = new Set([...opened, ...faulty]);
  const set = (at: number, changed: Partial<EndpointValues>) => change({ endpoints: endpoints.map((endpoint, other) => (other === at ? { ...endpoint, ...changed } : endpoint)) });
  const add = () => {
    change({ endpoints: [...endpoints, newEndpoint] });
    setOpened([...opened, String(endpoints.length)]);
  };
  const remove = (at: number) => {
    change({ endpoints: endpoints.filter((_, other) => other !== at) });
    setOpened(opened.filter((each) => Number(each) !== at).map((each) => String(Number(each) > at ? Number(each) - 1 : Number(each))));
  };
  return (
    <Panel title={say('endpoints')}>
      <Stack gap="sm" align="stretch">
        <Text c="var(--ink-quiet)">{say('endpointsHint', { code: '{code}' })}</Text>
        <Accordion multiple variant="contained" value={[...open]} onChange={setOpened}>
          {endpoints.map((endpoint, at) => (
            <Accordion.Item key={at} value={String(at)}>
              <Accordion.Control>
                {endpoint.title || endpoint.name || say('unnamed')} <Mark tone="quiet">{`${endpoint.method} ${endpoint.path}`}</Mark> <Text span c="var(--ink-quiet)">{say('fieldsCount', { count: endpoint.fields.length })}</Text>
              </Accordion.Control>
              <Accordion.Panel>
                {open.has(String(at)) && <EndpointFields endpoint={endpoint} change={(changed) => set(at, changed)} wrong={(path) => wrong(`endpoints.${at}.${path}`)} onRemove={() => remove(at)} />}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
        {wrong('endpoints') && <Text c="var(--overdue)" size="sm" role="alert">{wrong('endpoints')}</Text>}
        <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={15} aria-hidden />} disabled={endpoints.length >= mostEndpoints} onClick={add}>{say('addEndpoint')}</Button>
      </Stack>
    </Panel>
  );
}
