import { Button, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { endpointMethods } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { connectorFormText } from './connector-form.text.ts';
import { newField, type EndpointValues, type FieldValues } from './connector-values.calc.ts';
import { FieldRow } from './field-row.tsx';
import classes from './connector-form.module.css';

const codeInput = { input: classes.code ?? '' };
const mostFields = 200;
type Props = { endpoint: EndpointValues; change: (changed: Partial<EndpointValues>) => void; wrong: (path: string) => string | undefined; onRemove: () => void };

/** One endpoint: how it is asked, what it takes, and where each value goes. */
export function EndpointFields({ endpoint, change, wrong, onRemove }: Props) {
  const say = useTexts(connectorFormText);
  const { name, title, method, path, fields, body } = endpoint;
  const set = (at: number, changed: Partial<FieldValues>) => change({ fields: fields.map((field, other) => (other === at ? { ...field, ...changed } : field)) });
  return (
    <Stack gap="sm" align="stretch">
      <div className={classes.fields}>
        <TextInput label={say('endpointName')} withAsterisk maxLength={60} value={name} error={wrong('name')} onChange={({ currentTarget: { value } }) => change({ name: value })} />
        <TextInput label={say('endpointTitle')} maxLength={200} value={title} error={wrong('title')} onChange={({ currentTarget: { value } }) => change({ title: value })} />
        <Select label={say('method')} allowDeselect={false} data={[...endpointMethods]} value={method} onChange={(next) => change({ method: next as EndpointValues['method'] })} />
        <TextInput label={say('path')} withAsterisk maxLength={500} value={path} error={wrong('path')} onChange={({ currentTarget: { value } }) => change({ path: value })} />
      </div>
      <Text fw={600}>{say('fields')}</Text>
      {fields.map((field, at) => <FieldRow key={at} number={at + 1} field={field} change={(changed) => set(at, changed)} wrong={(part) => wrong(`fields.${at}.${part}`)} onRemove={() => change({ fields: fields.filter((_, other) => other !== at) })} />)}
      {wrong('fields') && <Text c="var(--overdue)" size="sm" role="alert">{wrong('fields')}</Text>}
      <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={15} aria-hidden />} disabled={fields.length >= mostFields} onClick={() => change({ fields: [...fields, newField] })}>{say('addField')}</Button>
      <Textarea
        label={say('template')} description={say('templateHint')} autosize minRows={2} maxRows={20} spellCheck={false} classNames={codeInput} inputWrapperOrder={['label', 'input', 'description', 'error']} value={body} error={wrong('body')}
        onChange={({ currentTarget: { value } }) => change({ body: value })}
      />
      <Button variant="subtle" color="red" size="xs" w="fit-content" leftSection={<IconTrash size={15} aria-hidden />} onClick={onRemove}>{say('removeEndpoint')}</Button>
    </Stack>
  );
}
