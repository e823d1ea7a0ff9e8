import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { evaluatePredicate, type Obligation, type PredicateFacts } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Conditions } from '../../vocabulary/conditions.tsx';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { obligationsText } from './obligations.text.ts';
import { useDueRule } from './use-due-rule.ts';
import classes from './obligations.module.css';

/** An obligation as its pack has it: folded to its name and due date, opened to the whole rule. */
export function ObligationPanel({ obligation, plant }: { obligation: Obligation; plant: PredicateFacts | undefined }) {
  const say = useTexts(obligationsText);
  const word = useTexts(obligationWords);
  const locale = useLocale();
  const dueWords = useDueRule();
  const { title, authority, category, due, appliesWhen } = obligation;
  const verdict = plant && evaluatePredicate(appliesWhen, plant);
  return (
    <details className={classes.obligation} data-applies={verdict?.applies}>
      <summary>
        <h2>{title[locale]}</h2>
        {verdict && <Mark tone={verdict.applies ? 'due' : 'quiet'}>{say(verdict.applies ? 'applies' : 'appliesNot')}</Mark>}
        <span className={classes.quiet}>{[word(authority), word(category), dueWords(due)].join(' · ')}</span>
      </summary>
      <h3>{say('appliesWhen')}</h3>
      <Conditions predicate={appliesWhen} {...(verdict ? { fields: verdict.why.fields } : {})} />
      <Rule obligation={obligation} />
    </details>
  );
}

function Rule({ obligation }: { obligation: Obligation }) {
  const say = useTexts(obligationsText);
  const word = useTexts(obligationWords);
  const locale = useLocale();
  const may = useMay();
  const dueWords = useDueRule();
  const { monthDay } = useFormats();
  const { code, due, trigger, shift, windowOpensOn, legalReference, portal, requiredDocuments, notes } = obligation;
  const documents = requiredDocuments.map(({ title, category }) => `${title[locale]} (${word(category)})`).join(', ');
  return (
    <Facts
      of={[
        [say('due'), dueWords(due)],
        [say('event'), trigger === 'recurring' ? null : trigger.event.map((each) => say(each)).join(', ')],
        [say('shift'), `${say(shift.to)} (${shift.legalReference})`],
        [say('window'), windowOpensOn && monthDay(windowOpensOn)],
        [say('legal'), legalReference],
        [say('portal'), portal && <Anchor key="portal" href={portal} target="_blank" rel="noopener noreferrer" underline="always">{say('opensNewTab', { host: new URL(portal).host })}</Anchor>],
        [say('documents'), documents || say('noDocuments')],
        [say('notes'), notes && <span key="notes" lang="en">{notes}</span>],
        [code, may('workflows.deadline.read') ? <Link key="deadlines" to="/deadlines" search={{ obligation: code }}>{say('deadlines')}</Link> : null],
      ]}
    />
  );
}
