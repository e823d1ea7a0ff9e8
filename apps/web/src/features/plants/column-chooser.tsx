import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import { useTexts } from '../../lib/use-texts.ts';
import { plantsText } from './plants.text.ts';

type Props = { columns: readonly { key: string; label: string }[]; chosen: readonly string[]; onChange: (keys: string[]) => void };

export function ColumnChooser({ columns, chosen, onChange }: Props) {
  const say = useTexts(plantsText);
  const keep = (key: string, kept: boolean) => onChange(columns.map((column) => column.key).filter((each) => (each === key ? kept : chosen.includes(each))));
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />}>{say('columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.map(({ key, label }) => (
            <Checkbox key={key} label={label} checked={chosen.includes(key)} disabled={key === 'name'} onChange={(event) => keep(key, event.currentTarget.checked)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
