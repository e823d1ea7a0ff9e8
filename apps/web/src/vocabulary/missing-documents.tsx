import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MissingDocumentList, RequirementOf } from '@kairos/contracts';
import { useLocale } from '../lib/locale.ts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { Panel } from '../ui/panel.tsx';
import { HandIn } from './hand-in.tsx';
import { missingDocuments } from './linked-documents.api.ts';
import { linkedDocumentsText } from './linked-documents.text.ts';
import { RequirementMark } from './requirement-mark.tsx';
import classes from './missing-documents.module.css';

/** What falls due first; the rest on demand. */
const shownAtFirst = 5;

type Props = { plantId: string; mayUpload: boolean; /** Only what this practice and its tasks ask for. */ workflowId?: string };

/** What the open tasks, practices and deadlines of a plant ask for and lack, and a place to hand each in. */
export function MissingDocuments({ plantId, mayUpload, workflowId }: Props) {
  const say = useTexts(linkedDocumentsText);
  const reading = useQuery(missingDocuments(plantId));
  const [all, showAll] = useState(false);
  const items = (reading.data?.items ?? []).filter(({ of }) => workflowId === undefined || (of.kind !== 'deadline' && of.workflowId === workflowId));
  return (
    <Panel title={say('missing')} reading={reading} empty={items.length === 0 && say(workflowId === undefined ? 'nothingMissing' : 'nothingMissingHere')}>
      <ul className={classes.list}>
        {(all ? items : items.slice(0, shownAtFirst)).map((item) => <Missing key={`${JSON.stringify(targetOf(item.of))} ${item.code}`} item={item} mayUpload={mayUpload} />)}
      </ul>
      {!all && items.length > shownAtFirst && <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)}>{say('allMissing', { count: items.length })}</Button>}
    </Panel>
  );
}

function targetOf(of: RequirementOf) {
  if (of.kind === 'task') return { taskId: of.taskId };
  return of.kind === 'workflow' ? { workflowId: of.workflowId } : { deadlineId: of.deadlineId };
}

function Missing({ item: { of, code, category, title, status, required }, mayUpload }: { item: MissingDocumentList['items'][number]; mayUpload: boolean }) {
  const say = useTexts(linkedDocumentsText);
  const locale = useLocale();
  return (
    <li className={classes.item}>
      <HandIn facts={{ category, requirementCode: code, ...targetOf(of) }} label={say('uploadFor', { title: title[locale] })} mayHandIn={mayUpload}>
        <div>
          {title[locale]}
          <p className={classes.quiet}><AskedBy of={of} />{!required && ` · ${say('optional')}`}</p>
        </div>
        <RequirementMark status={status} />
      </HandIn>
    </li>
  );
}

function AskedBy({ of }: { of: RequirementOf }) {
  const say = useTexts(linkedDocumentsText);
  const locale = useLocale();
  const { day } = useFormats();
  const text = of.dueOn ? say('forUntil', { title: of.title[locale], day: day(of.dueOn) }) : say('for', { title: of.title[locale] });
  if (of.kind === 'deadline') return <Link to="/deadlines/$deadlineId" params={{ deadlineId: of.deadlineId }} className={classes.link}>{text}</Link>;
  return <Link to="/workflows/$workflowId" params={{ workflowId: of.workflowId }} search={of.kind === 'task' ? { task: of.taskId } : {}} className={classes.link}>{text}</Link>;
}
