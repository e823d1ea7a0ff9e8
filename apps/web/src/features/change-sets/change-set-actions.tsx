import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ChangeSetView } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { decide, type Decision } from './change-sets.api.ts';
import { changeSetsText } from './change-sets.text.ts';

type Props = { set: ChangeSetView; stuck: boolean };
const shown = ['change-set-conflicts', 'change-set-decided', 'own-change-set', 'not-own-change-set', 'proposed-facts-refused'];

/** The decisions that whoever looks may take: never on what they proposed themselves, but to withdraw it. */
export function ChangeSetActions({ set, stuck }: Props) {
  const say = useTexts(changeSetsText);
  const may = useMay();
  const { data: account } = useQuery(me());
  const [decision, setDecision] = useState<Decision>();
  const own = set.proposedBy === account?.userId;
  if (set.status !== 'proposed' || !account) return null;
  const decides = !own && may('assets.change-set.approve');
  return (
    <>
      {own && <Text size="sm" c="var(--ink-quiet)" maw="22rem">{say('own')}</Text>}
      {decides && !stuck && <Button onClick={() => setDecision('approve')}>{say('approve')}</Button>}
      {decides && <Button variant="default" onClick={() => setDecision('reject')}>{say('reject')}</Button>}
      {own && may('assets.change-set.propose') && <Button variant="default" onClick={() => setDecision('withdraw')}>{say('withdraw')}</Button>}
      {decision && <Decide set={set} decision={decision} onClose={() => setDecision(undefined)} />}
    </>
  );
}

const said = {
  approve: { title: 'approveTitle', done: 'approved' }, reject: { title: 'rejectTitle', done: 'rejectedNow' }, withdraw: { title: 'withdrawTitle', done: 'withdrawnNow' },
} as const;

function Decide({ set, decision, onClose }: { set: ChangeSetView; decision: Decision; onClose: () => void }) {
  const say = useTexts(changeSetsText);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useCommand({ run: () => decide(set.id, decision, reason), changes: [['assets']], done: () => say(said[decision].done), shows: shown });
  const needsReason = decision === 'reject';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say(said[decision].title)}>
      <form onSubmit={onSubmit}>
        <Stack>
          <Text>{set.title}</Text>
          {error && <Alert color="red" role="alert">{error.message}</Alert>}
          <Textarea label={say('reason')} withAsterisk={needsReason} required={needsReason} maxLength={500} autosize minRows={2} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending} disabled={needsReason && reason.trim() === ''}>{say(decision)}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
