import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { scoredComplianceItems, type ComplianceState } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Mark, type Tone } from '../../ui/mark.tsx';
import type { MatrixRow } from './compliance.api.ts';
import { complianceText } from './compliance.text.ts';
import classes from './compliance.module.css';

const tones: Record<ComplianceState, Tone> = { done: 'well', notDone: 'overdue', notApplicable: 'quiet' };

/** The plant, its score, and a column for each item that counts. */
export function useMatrixColumns(mayDeadlines: boolean): Column<MatrixRow>[] {
  const say = useTexts(complianceText);
  const { percent } = useFormats();
  return useMemo(
    () => [
      {
        key: 'plant', label: say('plant'), width: 'minmax(14rem, 1fr)',
        cell: ({ plantId, plantName, plantCode }) => (mayDeadlines ? <Link to="/deadlines" search={{ plantId }} className={classes.link} title={plantCode}>{plantName}</Link> : plantName),
      },
      { key: 'score', label: say('score'), width: '8rem', cell: ({ scorePercent, alert }) => <Mark tone={alert ? 'overdue' : scorePercent === 100 ? 'well' : 'due'}>{percent(scorePercent / 100)}</Mark> },
      ...scoredComplianceItems.map((code): Column<MatrixRow> => ({
        key: code, label: say(code), width: '8.75rem', cell: ({ items }) => <Mark tone={tones[items[code].state]}>{say(items[code].state)}</Mark>,
      })),
    ],
    [say, percent, mayDeadlines],
  );
}
