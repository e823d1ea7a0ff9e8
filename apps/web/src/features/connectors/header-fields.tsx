import { ActionIcon, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import type { FieldsProps } from './connector-form.tsx';
import { connectorFormText } from './connector-form.text.ts';
import type { ConnectorValues } from './connector-values.calc.ts';
import classes from './connector-form.module.css';

const mostHeaders = 30;

/** Headers of every request. */
export function HeaderFields({ values: { headers }, change, fault }: Omit<FieldsProps, 'wrong'> & { fault: boolean }) {
  const say = useTexts(connectorFormText);
  const set = (at: number, changed: Partial<ConnectorValues['headers'][number]>) => change({ headers: headers.map((header, other) => (other === at ? { ...header, ...changed } : header)) });
  return (
    <Panel title={say('headers')}>
      <Stack gap="sm" align="stretch">
        <Text c="var(--ink-quiet)">{say('headersHint')}</Text>
        {headers.map(({ name, value }, at) => (
          <div key={at} className={classes.header}>
            <TextInput aria-label={say('headerName', { at: at + 1 })} placeholder={say('headerNameHead')} maxLength={100} error={fault} value={name} onChange={(event) => set(at, { name: event.currentTarget.value })} />
            <TextInput aria-label={say('headerValue', { at: at + 1 })} placeholder={say('headerValueHead')} maxLength={2000} error={fault} value={value} onChange={(event) => set(at, { value: event.currentTarget.value })} />
            <ActionIcon variant="subtle" aria-label={say('removeHeader', { at: at + 1 })} onClick={() => change({ headers: headers.filter((_, other) => other !== at) })}><IconTrash size={16} /></ActionIcon>
          </div>
        ))}
        {fault && <Text c="var(--overdue)" size="sm" role="alert">{say('headersFault')}</Text>}
        <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={15} aria-hidden />} disabled={headers.length >= mostHeaders} onClick={() => change({ headers: [...headers, { name: '', value: '' }] })}>{say('addHeader')}</Button>
      </Stack>
    </Panel>
  );
}
