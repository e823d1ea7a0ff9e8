import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { TaskOutcome, TaskSummary } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { tasksText } from './tasks.text.ts';
import classes from './tasks.module.css';

/** What became of each task, those refused first: they are what is left to do. */
export function BulkOutcomes({ tasks, outcomes, onClose }: { tasks: readonly TaskSummary[]; outcomes: readonly TaskOutcome[]; onClose: () => void }) {
  const say = useTexts(tasksText);
  const locale = useLocale();
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  const updated = outcomes.filter(({ outcome }) => outcome === 'updated');
  return (
    <Stack gap="sm">
      <Text role="status">{say('outcomeSummary', { updated: updated.length, refused: refused.length })}</Text>
      <div className={classes.outcomes} tabIndex={0} role="region" aria-label={say('outcomeTitle')}>
        <Table>
          <Table.Thead>
            <Table.Tr><Table.Th>{say('task')}</Table.Th><Table.Th>{say('plant')}</Table.Th><Table.Th>{say('outcome')}</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...refused, ...updated].map(({ taskId, outcome, code, detail }) => {
              const task = tasks.find(({ id }) => id === taskId);
              return (
                <Table.Tr key={taskId}>
                  <Table.Td>{task?.title[locale]}</Table.Td>
                  <Table.Td>{task?.plantName}</Table.Td>
                  <Table.Td>
                    <Mark tone={outcome === 'updated' ? 'well' : 'overdue'}>{say(outcome)}</Mark>
                    {outcome === 'refused' && <Text size="sm" mt={4}>{code === 'stale' ? say('stale') : detail}</Text>}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
      <Group justify="flex-end"><Button onClick={onClose}>{say('close')}</Button></Group>
    </Stack>
  );
}
