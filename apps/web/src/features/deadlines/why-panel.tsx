import type { DeadlineView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Conditions } from '../../vocabulary/conditions.tsx';
import { usePredicateFacts } from '../../vocabulary/use-predicate-facts.ts';
import { deadlineText } from './deadline.text.ts';
import classes from './deadlines.module.css';

const counting = ['commissionedOn', 'trigger'];

/** What was asked of the plant, with what the plant answered. */
export function WhyPanel({ deadline: { why, notes } }: { deadline: DeadlineView }) {
  const say = useTexts(deadlineText);
  const { name, value } = usePredicateFacts();
  const counted = counting.flatMap((field) => (field in why.fields ? [[name(field), value(field, why.fields[field] ?? null)] as const] : []));
  return (
    <Panel title={say('why')}>
      <p className={classes.quiet}>{say('whyHint')}</p>
      <Conditions predicate={why.predicate} fields={why.fields} />
      {counted.length > 0 && (
        <>
          <h3>{say('counted')}</h3>
          <Facts of={counted} />
        </>
      )}
      {notes.length > 0 && <History notes={notes} />}
    </Panel>
  );
}

function History({ notes }: Pick<DeadlineView, 'notes'>) {
  const say = useTexts(deadlineText);
  const { name, value } = usePredicateFacts();
  const { day } = useFormats();
  return (
    <>
      <h3>{say('history')}</h3>
      <ul className={classes.list}>
        {notes.map(({ notedOn, changed, opened, withdrawn }) => {
          const told = [
            ...changed.map(({ field, from, to }) => say('changed', { field: name(field), from: value(field, from), to: value(field, to) })),
            ...(opened.length > 0 ? [say('openedOthers', { codes: opened.join(', ') })] : []),
            ...(withdrawn.length > 0 ? [say('withdrewOthers', { codes: withdrawn.join(', ') })] : []),
          ];
          return (
            <li key={notedOn + told.join()}>
              <span>{told.join('; ')}</span>
              <span className={classes.quiet}>{day(notedOn)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
