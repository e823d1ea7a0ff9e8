import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { approveImport, cancelImport, isApprovable, resumeImport } from './import.api.ts';
import { importText } from './import.text.ts';
import { UndoDialog } from './undo-dialog.tsx';

const stoppable = new Set(['scheduled', 'queued', 'running', 'retrying']);
const undoable = new Set(['completed', 'failed', 'cancelled']);
const over = new Set(['completed', 'failed', 'cancelled', 'undone']);

/** What is legal from here, and allowed to whoever looks. */
export function ImportActions({ job }: { job: ImportJobView }) {
  const say = useTexts(importText);
  const may = useMay();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'undo' | 'delete'>();
  const changes = [['intake'], ['assets'], ['workflows']];
  const approve = useCommand({ run: () => approveImport(job.id), changes, done: () => say('approved') });
  const cancel = useCommand({ run: () => cancelImport(job.id), changes });
  const resume = useCommand({ run: () => resumeImport(job.id), changes });
  const { status, mode, counts } = job;
  const written = counts.created + counts.updated > 0 || job.rowsInDoubt;
  const items = [
    may('intake.source-file.upload') && <Menu.Item key="again" renderRoot={(props) => <Link {...props} to="/imports/new" search={{ file: job.sourceFileId }} />}>{say('sourceFile')}</Menu.Item>,
    mode === 'apply' && undoable.has(status) && written && may('intake.import-job.undo') && <Menu.Item key="undo" color="var(--overdue)" onClick={() => setAsked('undo')}>{say('undo')}</Menu.Item>,
    over.has(status) && may('intake.import-job.delete') && <Menu.Item key="delete" color="var(--overdue)" onClick={() => setAsked('delete')}>{say('delete')}</Menu.Item>,
  ].filter(Boolean);
  return (
    <>
      {status === 'awaiting-approval' && may('intake.import-job.run') && <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>{say('turnDown')}</Button>}
      {isApprovable(job) && may('intake.import-job.approve') && (
        <Button
          loading={approve.isPending}
          onClick={() => approve.mutate(undefined, { onSuccess: (applied) => void navigate({ to: '/imports/$importJobId', params: { importJobId: applied.id }, search: {} }) })}
        >
          {say('approve')}
        </Button>
      )}
      {stoppable.has(status) && may('intake.import-job.run') && <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>{say('cancel')}</Button>}
      {status === 'failed' && may('intake.import-job.run') && <Button loading={resume.isPending} onClick={() => resume.mutate(undefined)}>{say('resume')}</Button>}
      {items.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target><Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>{say('more')}</Button></Menu.Target>
          <Menu.Dropdown>{items}</Menu.Dropdown>
        </Menu>
      )}
      {asked === 'undo' && <UndoDialog job={job} onClose={() => setAsked(undefined)} />}
      {asked === 'delete' && <DeleteDialog job={job} onClose={() => setAsked(undefined)} />}
    </>
  );
}
