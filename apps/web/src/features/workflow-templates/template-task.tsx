import { Text } from '@mantine/core';
import type { LocalText, TemplateTask } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { templatesText } from './templates.text.ts';
import classes from './templates.module.css';

/** A task as it is laid out: what it follows, and what it asks for. */
export function TemplateTaskItem({ task, all }: { task: TemplateTask; all: readonly TemplateTask[] }) {
  const say = useTexts(templatesText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  const { title, instructions, durationDays, durationIn, milestone, optional, appliesWhen, dependsOn, authority, suggestedRole, peremptory, documents, checklist, dataFields } = task;
  const before = all.filter(({ code }) => dependsOn.includes(code)).map((other) => other.title[locale]);
  const said = [
    say(durationIn === 'workingDays' ? 'workingDays' : 'days', { days: durationDays }), milestone && say('milestone'), optional && say('optional'), appliesWhen && say('conditional'), authority && word(authority),
    suggestedRole && say('role', { role: suggestedRole }), before.length > 0 && say('after', { titles: before.join(', ') }),
  ];
  return (
    <li className={classes.task}>
      <Text fw={500}>{title[locale]}</Text>
      <p className={classes.quiet}>{said.filter(Boolean).join(' · ')}</p>
      {instructions && <p>{instructions[locale]}</p>}
      {peremptory && <p>{say('term', { outcome: peremptory.outcome[locale] })}</p>}
      <Asks label={say('documents')} items={documents} />
      <Asks label={say('checklist')} items={checklist} />
      <Asks label={say('values')} items={dataFields} />
    </li>
  );
}

function Asks({ label, items }: { label: string; items: readonly { code: string; title: LocalText; required: boolean }[] }) {
  const say = useTexts(templatesText);
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <p>
      <strong>{label}:</strong> {items.map(({ title, required }) => (required ? title[locale] : say('notRequired', { title: title[locale] }))).join('; ')}
    </p>
  );
}
