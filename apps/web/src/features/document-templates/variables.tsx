import { Button, Code, Collapse, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { TemplateVariableList } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { documentTemplatesText } from './document-templates.text.ts';

type Variable = TemplateVariableList['items'][number];
const tones: Record<Variable['status'], Tone> = { filled: 'well', empty: 'due', unknown: 'overdue', withheld: 'due' };

/** What stands in the places of a template, and where that comes from; what lacks a value stands first. */
export function Variables({ variables }: { variables: readonly Variable[] }) {
  const say = useTexts(documentTemplatesText);
  const ordered = [...variables].sort((a, b) => Number(a.status === 'filled') - Number(b.status === 'filled'));
  return (
    <>
      <Text role="status" mb="xs">{say('standing', { filled: variables.filter(({ status }) => status === 'filled').length, all: variables.length })}</Text>
      <PlainTable
        label={say('variables')} rows={ordered} keyOf={({ name }) => name}
        columns={[
          { key: 'variable', label: say('variable'), cell: ({ name }) => <Code>{name}</Code> },
          { key: 'value', label: say('value'), cell: ({ text, status }) => (status === 'filled' ? text : <Mark tone={tones[status]}>{say(status)}</Mark>) },
          { key: 'from', label: say('from'), cell: ({ origin }) => origin ?? '–' },
        ]}
      />
    </>
  );
}

/** For whoever writes a template: all that one can name. */
export function AvailableVariables({ names }: { names: readonly string[] }) {
  const say = useTexts(documentTemplatesText);
  const [open, { toggle }] = useDisclosure(false);
  return (
    <>
      <Button variant="subtle" size="compact-sm" mt="xs" aria-expanded={open} onClick={toggle}>{say('available', { count: names.length })}</Button>
      <Collapse expanded={open}>{open && <Code block tabIndex={0} mah="16rem" style={{ overflow: 'auto' }}>{names.map((name) => `{${name}}`).join('\n')}</Code>}</Collapse>
    </>
  );
}
