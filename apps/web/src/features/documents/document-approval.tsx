import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentDecision, DocumentView } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { decideOnVersion } from './documents.api.ts';
import { documentText } from './document.text.ts';

/** What the latest version waits for: four eyes. Whoever brought it is told that somebody else decides. */
export function DocumentApproval({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const may = useMay();
  const { data: account } = useQuery(me());
  const { latestVersion: version, status } = document;
  if (status !== 'To Approve') return null;
  const { number, decision } = version;
  if (decision) {
    return <Alert color="red" title={say('rejectedTitle', { number })}>{[decision.note, say('rejectedHint')].filter(Boolean).join(' · ')}</Alert>;
  }
  const isOwn = account !== undefined && version.uploadedByUserId === account.userId;
  return (
    <Alert color="yellow" title={say('toApprove', { number })}>
      {isOwn ? say('uploaderDecides') : may('documents.document.approve') ? <Decide document={document} /> : say('needsApprover')}
    </Alert>
  );
}

function Decide({ document: { latestVersion } }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const [note, setNote] = useState('');
  const [rejecting, setRejecting] = useState(false);
  const decide = useCommand({
    run: ({ decision, why }: { decision: DocumentDecision; why: string }) => decideOnVersion(latestVersion, { decision, ...(why.trim() ? { note: why.trim().replaceAll('\n', ' ') } : {}) }),
    changes: [['workflows']], done: () => say('decided'),
  });
  return (
    <>
      <Text>{say('toApproveHint')}</Text>
      <Textarea label={say('note')} maxLength={1000} autosize minRows={1} my="xs" maw="40rem" value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      <Group>
        <Button loading={decide.isPending} onClick={() => decide.mutate({ decision: 'approved', why: note })}>{say('approve')}</Button>
        <Button variant="default" onClick={() => setRejecting(true)}>{say('reject')}</Button>
      </Group>
      {rejecting && <ReasonDialog title={say('reject')} busy={decide.isPending} onClose={() => setRejecting(false)} onReason={(why) => decide.mutate({ decision: 'rejected', why }, { onSettled: () => setRejecting(false) })} />}
    </>
  );
}
