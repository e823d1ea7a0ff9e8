import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ImportMark } from '../../vocabulary/import-mark.tsx';
import { ImportProgress } from '../../vocabulary/import-progress.tsx';
import { isApprovable } from './import.api.ts';
import type { ImportSearch } from './import-search.ts';
import { importText } from './import.text.ts';
import classes from './import.module.css';

type Props = { job: ImportJobView; onChange: (changed: Partial<ImportSearch>) => void };

/** How an import stands, where it comes from and where it went on. */
export function Standing({ job, onChange }: Props) {
  const say = useTexts(importText);
  const { instant } = useFormats();
  const { status, failure, startAt, after, undo, rowsInDoubt } = job;
  const line = failure?.line ?? undefined;
  return (
    <div className={classes.standing}>
      <div className={classes.line} role="status">
        <ImportMark state={status} />
        {(status === 'running' || status === 'retrying' || status === 'undoing') && <ImportProgress job={job} />}
        {status === 'queued' && <Text span>{say('waiting')}</Text>}
        {status === 'scheduled' && <Text span>{startAt ? say('scheduledFor', { at: instant(startAt) }) : say('after')} {after && <ToImport id={after.importJobId}>{say('theOther')}</ToImport>}</Text>}
        {status === 'retrying' && <Text span>{say('retrying')}</Text>}
        {isApprovable(job) && <Text span>{say('approveHint')}</Text>}
        {status === 'undoing' && <Text span>{say('undoing')}</Text>}
        <Kin job={job} onChange={onChange} />
      </div>
      {failure && <Alert color="red" role="alert" title={say('failed')}>{failure.detail}{line !== undefined && ` (${say('failedAt', { line })})`}</Alert>}
      {rowsInDoubt && <Alert color="yellow">{say('inDoubt')}</Alert>}
      {undo && status === 'undone' && <Alert>{say('undone', { removed: undo.removed, restored: undo.restored, reason: undo.reason })}</Alert>}
    </div>
  );
}

/** The imports that this one follows from, and those that follow from it. */
function Kin({ job: { planJobId, parentJobId, approval, divergentRows, deliveries, id }, onChange }: Props) {
  const say = useTexts(importText);
  const { instant } = useFormats();
  const nameOf = useNameOf();
  return (
    <>
      {approval && <Text span>{say('approvedBy', { name: nameOf(approval.byUserId) ?? '…', at: instant(approval.at) })} {approval.applyJobId && <ToImport id={approval.applyJobId}>{say('seeImport')}</ToImport>}</Text>}
      {planJobId && <Text span>{say('ofPlan')} <ToImport id={planJobId}>{say('seePlan')}</ToImport></Text>}
      {divergentRows !== null && <Text span>{say('divergent', { rows: divergentRows })} {divergentRows > 0 && <Anchor component="button" type="button" inherit underline="always" onClick={() => onChange({ divergent: 'true' })}>{say('seeDivergent')}</Anchor>}</Text>}
      {parentJobId && <Text span>{say('corrects')} <ToImport id={parentJobId}>{say('seeParent')}</ToImport></Text>}
      {deliveries && <Text span>{say('deliveryCounts', deliveries)} <Anchor inherit underline="always" renderRoot={(props) => <Link {...props} to="/deliveries" search={{ import: id }} />}>{say('deliveries')}</Anchor></Text>}
    </>
  );
}

export function ToImport({ id, children }: { id: string; children: ReactNode }) {
  return <Anchor inherit underline="always" renderRoot={(props) => <Link {...props} to="/imports/$importJobId" params={{ importJobId: id }} search={{}} />}>{children}</Anchor>;
}
