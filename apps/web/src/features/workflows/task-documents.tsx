import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { documentFileTypes, type RequirementStatus, type RequirementView, type TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { taskText } from './task.text.ts';
import { handIn, requirements } from './workflows.api.ts';
import classes from './task.module.css';

const accepted = Object.values(documentFileTypes).flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(',');
const tones: Record<RequirementStatus, Tone> = { satisfied: 'well', missing: 'due', toApprove: 'due', rejected: 'overdue', tooOld: 'overdue', expired: 'overdue' };

/** The documents that a task asks for, how it stands with each, and a place to hand them in. */
export function TaskDocuments({ task, mayHandIn }: { task: TaskView; mayHandIn: boolean }) {
  const say = useTexts(taskText);
  const reading = useQuery(requirements(task));
  return (
    <Panel title={say('documents')} reading={reading}>
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
  const upload = useCommand({ run: (file: File) => handIn(task, requirement, file), changes: [['workflows']], done: (_, file) => say('uploaded', { name: file.name }) });
  const { title, status, required, category, maxAgeDays, document } = requirement;
  const said = [word(category), say(required ? 'required' : 'goodToHave'), maxAgeDays !== null && say('maxAge', { days: maxAgeDays })].filter(Boolean).join(' · ');
  return (
    <li className={classes.item}>
      <div>
        {title[locale]}
        <p className={classes.quiet}>{document ? say('issued', { name: document.name, day: day(document.issuedOn) }) : said}</p>
      </div>
      <Mark tone={tones[status]}>{word(status)}</Mark>
      {mayHandIn && (
        <FileButton accept={accepted} onChange={(file) => file && upload.mutate(file)} inputProps={{ 'aria-label': say('uploadFor', { title: title[locale] }), tabIndex: -1 }}>
          {(props) => (
            <Button {...props} size="xs" variant="default" loading={upload.isPending} leftSection={<IconUpload size={14} aria-hidden />} aria-label={say(document ? 'replaceFor' : 'uploadFor', { title: title[locale] })}>
              {say('upload')}
            </Button>
          )}
        </FileButton>
      )}
    </li>
  );
}
