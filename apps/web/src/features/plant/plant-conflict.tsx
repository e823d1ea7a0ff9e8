import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { PlantView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import type { FormValues } from '../../ui/form.ts';
import { Mark } from '../../ui/mark.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { changedFields, valuesOf } from './plant-form-values.ts';
import { plantFormText } from './plant-form.text.ts';

type Props = {
  /** What mine were made of, what is there now, and mine. */
  base: PlantView;
  theirs: PlantView;
  values: FormValues;
  onDecide: (base: PlantView, values: FormValues, keepsMine: boolean) => void;
};

/** Two people's changes beside each other, and which of them are to stand. */
export function PlantConflict({ base, theirs, values, onDecide }: Props) {
  const say = useTexts(plantFormText);
  const { nameOf, valueOf } = useFacts();
  const [began, now] = [valuesOf(base), valuesOf(theirs)];
  const [mine, others] = [changedFields(began, values), changedFields(began, now)];
  const fields = [...new Set([...mine, ...others])];
  const both = mine.filter((field) => others.includes(field) && now[field] !== values[field]);
  const over = (kept: readonly string[]): FormValues => ({ ...now, ...Object.fromEntries(kept.map((field) => [field, values[field] ?? ''])), reason: values['reason'] ?? '' });
  return (
    <Alert color="yellow" variant="outline" role="alert" title={say('conflictTitle')}>
      <Stack gap="sm">
        <Text>{say('conflictHint')}</Text>
        <PlainTable
          label={say('conflictTable')} rows={fields} keyOf={(field) => field}
          columns={[
            { key: 'field', label: say('field'), cell: (field) => (both.includes(field) ? <>{nameOf(field)} <Mark tone="due">{say('both')}</Mark></> : nameOf(field)) },
            { key: 'began', label: say('began'), cell: (field) => valueOf(field, began[field]) },
            { key: 'theirs', label: say('theirs'), cell: (field) => valueOf(field, now[field]) },
            { key: 'mine', label: say('mine'), cell: (field) => valueOf(field, mine.includes(field) ? values[field] : now[field]) },
          ]}
        />
        <Group gap="xs">
          <Button onClick={() => onDecide(theirs, over(mine), true)}>{say('keepMine')}</Button>
          <Button variant="default" onClick={() => onDecide(theirs, over(mine.filter((field) => !both.includes(field))), false)}>{say('takeTheirs')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
