import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

const shortest = 3;
type Props = { title: string; busy: boolean; onReason: (reason: string) => void; onClose: () => void; children?: ReactNode };

/** Asks why before something is done that others will want to understand. */
export function ReasonDialog({ title, busy, onReason, onClose, children }: Props) {
  const say = useTexts(uiText);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const tooShort = reason.trim().length < shortest;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!tooShort) onReason(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {children}
          <Textarea
            data-autofocus label={say('reason')} required autosize minRows={2} maxLength={2000} value={reason} error={tried && tooShort && say('reasonShort')}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" loading={busy}>{say('confirm')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
