import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { EraseAuditDetailsBody, type UserView } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { eraseText } from './erase-from-trail.text.ts';
import { eraseFromTrail } from './users.api.ts';

type Props = { user: UserView; onClose: () => void };

/** Tells what goes and what stays, and asks for the name: nobody erases by a slip. */
export function EraseDialog({ user: { id, displayName: name }, onClose }: Props) {
  const say = useTexts(eraseText);
  const [content, setContent] = useState(false);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useCommand({ run: eraseFromTrail, changes: [['identity', 'audit']], done: (erased) => say('done', { records: Math.max(erased.actor, erased.content) }), shows: 'all' });
  const read = EraseAuditDetailsBody.safeParse({ userId: id, content, reason });
  const named = typed.trim() === name.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && named && !isPending) mutate(read.data, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('dialog', { name })}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <div><Text fw={600}>{say('goesTitle')}</Text><Text>{say('goes')}</Text></div>
          <div><Text fw={600}>{say('staysTitle')}</Text><Text>{say('stays')}</Text></div>
          <Checkbox label={say('content')} description={say('contentHint')} checked={content} onChange={(event) => setContent(event.currentTarget.checked)} />
          <Textarea data-autofocus label={say('reason')} withAsterisk autosize minRows={2} maxLength={500} value={reason} error={tried && !read.success && say('reasonNeeded')} onChange={(event) => setReason(event.currentTarget.value)} />
          <TextInput label={say('typeName', { name })} withAsterisk autoComplete="off" value={typed} error={tried && !named && say('notTheName')} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Group justify="space-between">
            <Text fw={600}>{say('final')}</Text>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
              <Button type="submit" color="red" loading={isPending}>{say('confirm')}</Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
