import { Alert, Button, Group, Table } from '@mantine/core';
import type { TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { taskText } from './task.text.ts';
import { shownValue, type Typed } from './task-values.ts';

/** The fields in which what was typed is not what is kept now. */
export function differing({ dataFields, data }: TaskView, typed: Typed) {
  return dataFields.filter(({ code }) => typed[code] !== undefined && typed[code] !== shownValue(data[code]));
}

type Props = { task: TaskView; typed: Typed; onKeep: () => void; onTake: () => void };

/** Two people filled in the same form: both are shown, and one of them chosen. */
export function FormConflict({ task, typed, onKeep, onTake }: Props) {
  const say = useTexts(taskText);
  const locale = useLocale();
  return (
    <Alert color="yellow" role="alert" title={say('conflict')}>
      <Table mb="sm">
        <Table.Thead>
          <Table.Tr><Table.Th>{say('field')}</Table.Th><Table.Th>{say('mine')}</Table.Th><Table.Th>{say('theirs')}</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differing(task, typed).map(({ code, title }) => (
            <Table.Tr key={code}><Table.Td>{title[locale]}</Table.Td><Table.Td>{typed[code]}</Table.Td><Table.Td>{shownValue(task.data[code]) || say('unset')}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <Button size="xs" onClick={onKeep}>{say('keepMine')}</Button>
        <Button size="xs" variant="default" onClick={onTake}>{say('takeTheirs')}</Button>
      </Group>
    </Alert>
  );
}
