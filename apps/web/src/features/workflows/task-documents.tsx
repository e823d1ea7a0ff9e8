import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RequirementView, TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { HandIn } from '../../vocabulary/hand-in.tsx';
import { RequirementMark } from '../../vocabulary/requirement-mark.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { taskText } from './task.text.ts';
import { requirements } from './workflows.api.ts';
import classes from './task.module.css';

/** The documents that a task asks for, how it stands with each, and a place to hand them in. */
export function TaskDocuments({ task, mayHandIn }: { task: TaskView; mayHandIn: boolean }) {
  const say = useTexts(taskText);
  const reading = useQuery(requirements(task));
  return (
    <Panel title={say('documents')} reading={reading}>
      {mayHandIn && <p className={classes.quiet}>{say('dropHint')}</p>}
      <ul className={classes.list}>
        {reading.data?.items.map((requirement) => <Requirement key={requirement.code} task={task} requirement={requirement} mayHandIn={mayHandIn} />)}
      </ul>
    </Panel>
  );
}

function Requirement({ task, requirement, mayHandIn }: { task: TaskView; requirement: RequirementView; mayHandIn: boolean }) {
  const say = useTexts(taskText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  const { day } = useFormats();
  const { code, title, status, required, category, maxAgeDays, document } = requirement;
  const said = [word(category), say(required ? 'required' : 'goodToHave'), maxAgeDays !== null && say('maxAge', { days: maxAgeDays })].filter(Boolean).join(' · ');
  return (
    <li className={classes.item}>
      <HandIn facts={{ category, taskId: task.id, requirementCode: code }} label={say(document ? 'replaceFor' : 'uploadFor', { title: title[locale] })} mayHandIn={mayHandIn}>
        <div>
          {title[locale]}
          <p className={classes.quiet}>
            {document ? <Link to="/documents/$documentId" params={{ documentId: document.documentId }} className={classes.link}>{say('issued', { name: document.name, day: day(document.issuedOn) })}</Link> : said}
          </p>
        </div>
        <RequirementMark status={status} />
      </HandIn>
    </li>
  );
}
