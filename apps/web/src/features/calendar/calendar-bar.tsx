import { ActionIcon, Button, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { authorities, type Authority } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { calendarText } from './calendar.text.ts';
import type { CalendarSearch } from './calendar-search.ts';
import { addMonths, firstOf, monthOf } from './month.calc.ts';

type Props = { search: CalendarSearch; month: string; onChange: (change: Partial<CalendarSearch>) => void };

/** From month to month, and what of it one looks at. */
export function CalendarBar({ search, month, onChange }: Props) {
  const say = useTexts(calendarText);
  const word = useTexts(obligationWords);
  const formats = useFormats();
  const go = (months: number) => onChange({ month: monthOf(addMonths(firstOf(month), months)), day: undefined });
  return (
    <Group gap="xs" className="no-print">
      <ActionIcon variant="default" size="lg" aria-label={say('previous')} onClick={() => go(-1)}><IconChevronLeft size={18} /></ActionIcon>
      <Text fw={600} miw="9rem" ta="center" aria-live="polite">{formats.month(month)}</Text>
      <ActionIcon variant="default" size="lg" aria-label={say('next')} onClick={() => go(1)}><IconChevronRight size={18} /></ActionIcon>
      <Button variant="default" onClick={() => onChange({ month: undefined, day: undefined })}>{say('today')}</Button>
      <SegmentedControl
        aria-label={say('view')} value={search.view ?? 'month'} onChange={(view) => onChange({ view: view === 'agenda' ? 'agenda' : undefined })}
        data={[{ value: 'month', label: say('month') }, { value: 'agenda', label: say('agenda') }]}
      />
      <Select
        aria-label={say('authority')} placeholder={say('authority')} clearable w="12rem" value={search.authority ?? null}
        data={authorities.map((value) => ({ value, label: word(value) }))} onChange={(value) => onChange({ authority: (value as Authority | null) ?? undefined })}
      />
    </Group>
  );
}
