import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ImportJobSummary } from '@kairos/contracts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { ImportProgress } from '../../vocabulary/import-progress.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { importsText } from './imports.text.ts';

const moving = new Set(['running', 'retrying', 'undoing']);

export function useImportColumns(): Column<ImportJobSummary>[] {
  const say = useTexts(importsText);
  const word = useTexts(importWords);
  const { instant, number } = useFormats();
  const nameOf = useNameOf();
  return useMemo(
    () => [
      {
        key: 'file', label: say('file'), width: 'minmax(11rem, 1.4fr)',
        cell: ({ id, fileName }) => <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/imports/$importJobId" params={{ importJobId: id }} search={{}} />}>{fileName}</Anchor>,
      },
      { key: 'status', label: say('status'), width: '9.5rem', cell: ({ status }) => <ImportMark state={status} /> },
      { key: 'mode', label: say('mode'), width: '8rem', cell: ({ mode, parentJobId }) => [word(mode), parentJobId && say('correction')].filter(Boolean).join(', ') },
      { key: 'target', label: say('target'), width: '7rem', cell: ({ target }) => word(target) },
      { key: 'rows', label: say('rows'), width: '5rem', number: true, cell: ({ counts }) => number(counts.read) },
      { key: 'progress', label: say('progress'), width: 'minmax(15rem, 1.6fr)', cell: (job) => (moving.has(job.status) ? <ImportProgress job={job} /> : <Outcome counts={job.counts} />) },
      { key: 'recipe', label: say('recipe'), width: 'minmax(9rem, 1fr)', cell: ({ recipe }) => `${recipe.name} ${recipe.version}` },
      { key: 'who', label: say('who'), width: 'minmax(9rem, 1fr)', cell: ({ startedByUserId }) => nameOf(startedByUserId) ?? '' },
      { key: 'when', label: say('when'), width: '11rem', cell: ({ createdAt }) => instant(createdAt) },
    ],
    [say, word, number, instant, nameOf],
  );
}

function Outcome({ counts }: Pick<ImportJobSummary, 'counts'>) {
  const say = useTexts(importsText);
  const { number } = useFormats();
  const others = (['created', 'updated', 'unchanged', 'skipped'] as const).filter((outcome) => counts[outcome] > 0).map((outcome) => say(outcome, { count: number(counts[outcome]) }));
  return (
    <>
      {counts.rejected > 0 && <Text span inherit c="var(--overdue)">{`${say('rejected', { count: number(counts.rejected) })}${others.length > 0 ? ', ' : ''}`}</Text>}
      {others.join(', ')}
    </>
  );
}
