import { Anchor } from '@mantine/core';
import type { DeadlineView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { deadlineText } from './deadline.text.ts';
import classes from './deadlines.module.css';

/** The rule as the version of the pack says it that the deadline was opened with. */
export function RulePanel({ deadline: { rule, obligation } }: { deadline: DeadlineView }) {
  const say = useTexts(deadlineText);
  const word = useTexts(obligationWords);
  const locale = useLocale();
  const { packId: pack, packVersion: version } = obligation;
  if (!rule) return <Panel title={say('rule')} empty={say('noRule', { pack, version })} />;
  const documents = rule.requiredDocuments.map(({ title, category, maxAgeDays }) => {
    const named = { title: title[locale], category: word(category) };
    return maxAgeDays === null ? say('anyAge', named) : say('maxAge', { ...named, days: maxAgeDays });
  });
  return (
    <Panel title={say('rule')}>
      <Facts
        of={[
          [say('legal'), rule.legalReference],
          [say('portal'), rule.portal && <Anchor key="portal" href={rule.portal} target="_blank" rel="noopener noreferrer" underline="always">{say('opensNewTab', { host: new URL(rule.portal).host })}</Anchor>],
          [say('documents'), documents.length === 0 ? say('noDocuments') : <ul key="documents" className={classes.lines}>{documents.map((each) => <li key={each}>{each}</li>)}</ul>],
          [say('alerts'), rule.leadAlertDays.map((days) => say('alertDays', { days })).join(', ')],
          [say('ruleNotes'), rule.notes && <span key="notes" lang="en">{rule.notes}</span>],
          [say('pack'), `${pack} ${version}`],
        ]}
      />
    </Panel>
  );
}
