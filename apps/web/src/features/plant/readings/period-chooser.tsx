import { ActionIcon, Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { neighbour, readingSpans, type ReadingSpan, type ReadingWindow } from './reading-window.calc.ts';
import { readingsText } from './readings.text.ts';

export type Period = { span: ReadingSpan; on: string };
type Props = { period: Period; window: ReadingWindow; onChange: (period: Partial<Period>) => void; children: ReactNode };

/** Which day, week or month one looks at, and what stands beside that choice. */
export function PeriodChooser({ period: { span, on }, window: { firstOn, lastOn }, onChange, children }: Props) {
  const say = useTexts(readingsText);
  const { day, month } = useFormats();
  const named = span === 'month' ? month(firstOn.slice(0, 7)) : span === 'day' ? day(firstOn) : `${day(firstOn)} – ${day(lastOn)}`;
  return (
    <Group align="flex-end" gap="sm" mb="sm" className="no-print">
      {children}
      <SegmentedControl aria-label={say('span')} value={span} data={readingSpans.map((value) => ({ value, label: say(value) }))} onChange={(value) => onChange({ span: value as ReadingSpan })} />
      <TextInput type="date" label={say('on')} value={on} onChange={(event) => event.currentTarget.value !== '' && onChange({ on: event.currentTarget.value })} />
      <Group gap={4} align="center">
        <ActionIcon variant="default" size="lg" aria-label={say('before')} onClick={() => onChange({ on: neighbour(span, on, -1) })}><IconChevronLeft size={16} /></ActionIcon>
        <strong>{named}</strong>
        <ActionIcon variant="default" size="lg" aria-label={say('after')} onClick={() => onChange({ on: neighbour(span, on, 1) })}><IconChevronRight size={16} /></ActionIcon>
      </Group>
    </Group>
  );
}
