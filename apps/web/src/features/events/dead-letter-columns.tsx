import { Anchor, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ServiceName } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import type { Selection } from '../../lib/use-selection.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Data } from '../../ui/data.tsx';
import { deadLettersText } from './dead-letters.text.ts';
import { LetterState } from './letter-state.tsx';
import type { Letter } from './merge-pages.calc.ts';

/** What is told of each; the column to choose by stands there for who may replay. */
export function useDeadLetterColumns(rows: readonly Letter[], selection: Selection<Letter>): Column<Letter>[] {
  const say = useTexts(deadLettersText);
  const may = useMay();
  const { instant, number } = useFormats();
  const positions = useMemo(() => new Map(rows.map(({ id }, at) => [id, at])), [rows]);
  const columns: Column<Letter>[] = [
    { key: 'event', label: say('event'), width: 'minmax(14rem, 2fr)', cell: ({ letter: { id, service, subject } }) => <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/events/unconsumed" search={(before) => ({ ...before, letter: id, of: service as ServiceName })} replace />}>{subject}</Anchor> },
    { key: 'consumer', label: say('consumer'), width: 'minmax(12rem, 1.4fr)', cell: ({ letter: { consumer } }) => consumer },
    { key: 'reason', label: say('reason'), width: 'minmax(12rem, 3fr)', cell: ({ letter: { reason } }) => <Data>{reason}</Data> },
    { key: 'tries', label: say('tries'), width: '5.5rem', number: true, cell: ({ letter: { deliveries } }) => number(deliveries) },
    { key: 'deadAt', label: say('deadAt'), width: '10.5rem', cell: ({ letter: { deadAt } }) => instant(deadAt) },
    { key: 'state', label: say('state'), width: '7.5rem', cell: ({ letter }) => <LetterState letter={letter} /> },
  ];
  if (!may('platform.dead-letter.replay')) return columns;
  const all = rows.length > 0 && selection.rows.length === rows.length;
  const choose: Column<Letter> = {
    key: 'select', label: say('select'), width: '3rem',
    head: <Checkbox size="xs" aria-label={say('selectAll')} checked={all} indeterminate={!all && selection.rows.length > 0} onChange={() => selection.all(!all)} />,
    cell: ({ id, letter: { subject, consumer } }) => {
      const at = positions.get(id) ?? -1;
      return <Checkbox size="xs" aria-label={say('selectOne', { subject, consumer })} checked={selection.has(id)} onChange={({ nativeEvent }) => selection.toggle(at, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)} />;
    },
  };
  return [choose, ...columns];
}
