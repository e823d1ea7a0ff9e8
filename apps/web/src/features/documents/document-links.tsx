import { ActionIcon, Button, Group } from '@mantine/core';
import { IconLink, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { DocumentLinkView, DocumentView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { showUndo } from '../../ui/show-undo.tsx';
import { correctLink, linkDocument, unlinkDocument } from './documents.api.ts';
import { documentText } from './document.text.ts';
import { LinkTarget, useTargetName } from './link-target.tsx';
import classes from './documents.module.css';

const AddLink = lazy(async () => ({ default: (await import('./add-link.tsx')).AddLink }));

/** What a document belongs to. */
export function DocumentLinks({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const mayWrite = useMay()('documents.document.write');
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={say('links')} empty={document.links.length === 0 && say('noLinks')}
      actions={mayWrite && <Button size="xs" variant="default" leftSection={<IconLink size={14} aria-hidden />} onClick={() => setAdding(true)}>{say('addLink')}</Button>}
    >
      <ul className={classes.list}>
        {document.links.map((link) => <Linked key={link.id} document={document} link={link} mayWrite={mayWrite} />)}
      </ul>
      {adding && <Suspense><AddLink document={document} onClose={() => setAdding(false)} /></Suspense>}
    </Panel>
  );
}

function Linked({ document: { id }, link, mayWrite }: { document: DocumentView; link: DocumentLinkView; mayWrite: boolean }) {
  const say = useTexts(documentText);
  const mayCorrect = useMay()('documents.retention.manage');
  const name = useTargetName(link);
  const [correcting, setCorrecting] = useState(false);
  const { kind, targetId, requirementCode } = link;
  const relink = useCommand({ run: () => linkDocument(id, { kind, targetId, ...(requirementCode ? { requirementCode } : {}) }), changes: [['workflows']] });
  const unlink = useCommand({
    run: () => unlinkDocument(id, link.id), changes: [['workflows']], shows: mayCorrect ? ['document-is-retained'] : [],
    onDone: () => showUndo(say('unlinked'), () => relink.mutate(undefined)),
  });
  const correct = useCommand({ run: (reason: string) => correctLink(id, link.id, reason), changes: [['workflows']], done: () => say('unlinked') });
  const takeAway = () => unlink.mutate(undefined, {
    onError: (error) => { if (mayCorrect && isProblem(error, 'document-is-retained')) setCorrecting(true); },
  });
  return (
    <li className={classes.item}>
      <div>
        <LinkTarget link={link} />
        <p className={classes.quiet}>{[say(kind), requirementCode && say('requirementIs', { code: requirementCode })].filter(Boolean).join(' · ')}</p>
      </div>
      {mayWrite && <Group gap={4}><ActionIcon variant="subtle" loading={unlink.isPending} aria-label={say('unlink', { name })} onClick={takeAway}><IconX size={16} /></ActionIcon></Group>}
      {correcting && (
        <ReasonDialog title={say('correctTitle')} busy={correct.isPending} onClose={() => setCorrecting(false)} onReason={(reason) => correct.mutate(reason, { onSettled: () => setCorrecting(false) })}>
          {unlink.error?.message}
        </ReasonDialog>
      )}
    </li>
  );
}
