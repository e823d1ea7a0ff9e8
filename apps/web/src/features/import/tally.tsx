import type { ImportJobView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { importWords } from '../../vocabulary/import-words.ts';
import { outcomes, type ImportSearch } from './import-search.ts';
import { importText } from './import.text.ts';
import classes from './import.module.css';

type Props = { job: ImportJobView; search: ImportSearch; onChange: (changed: Partial<ImportSearch>) => void };

/** Every row that was read has one outcome: the numbers, their sum, and the rows behind each. */
export function Tally({ job: { counts, mode }, search, onChange }: Props) {
  const say = useTexts(importText);
  const word = useTexts(importWords);
  const { number } = useFormats();
  const told = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, number(count)]));
  return (
    <div>
      <div className={classes.tally} role="group" aria-label={say('countsLabel')}>
        <button type="button" className={classes.count} aria-pressed={search.outcome === undefined} onClick={() => onChange({ outcome: undefined })}>
          <span className={classes.figure}>{number(counts.read)}</span>
          {word('read')}
        </button>
        {outcomes.map((outcome) => (
          <button
            key={outcome} type="button" className={classes.count} data-outcome={counts[outcome] > 0 ? outcome : 'none'} aria-pressed={search.outcome === outcome}
            onClick={() => onChange({ outcome: search.outcome === outcome ? undefined : outcome, open: undefined, code: undefined, column: undefined, divergent: undefined })}
          >
            <span className={classes.figure}>{number(counts[outcome])}</span>
            {word(outcome)}
          </button>
        ))}
      </div>
      <p className={classes.sum}>{say(mode === 'plan' ? 'planCounts' : 'counts', told)}</p>
    </div>
  );
}
