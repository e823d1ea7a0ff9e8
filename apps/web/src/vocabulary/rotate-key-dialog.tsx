import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { RotateApiKeyBody, type ApiKeyView, type IssuedApiKey } from '@kairos/contracts';
import { ProofNotGiven } from '../lib/problem.ts';
import { useCommand } from '../lib/use-command.ts';
import { useTexts } from '../lib/use-texts.ts';
import { apiKeyWords } from './api-key-words.ts';
import { aboutKeys, rotateKey, type KeysPath } from './api-keys.api.ts';

const usualHours = 24;
type Props = { path: KeysPath; apiKey: ApiKeyView; onClose: () => void; onIssued: (issued: IssuedApiKey) => void };

/** For how long the secret before goes on working. */
export function RotateKeyDialog({ path, apiKey, onClose, onIssued }: Props) {
  const say = useTexts(apiKeyWords);
  const [hours, setHours] = useState<number | string>(usualHours);
  const { mutate, isPending, error } = useCommand({ run: (graceHours: number) => rotateKey(path, apiKey, graceHours), changes: aboutKeys, shows: 'all' });
  const read = RotateApiKeyBody.required().safeParse({ graceHours: hours });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const finish = (issued: IssuedApiKey) => {
      onIssued(issued);
      onClose();
    };
    if (read.success && !isPending) mutate(read.data.graceHours, { onSuccess: finish });
  };
  return (
    <Modal opened onClose={onClose} title={say('rotateOf', { name: apiKey.name })}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <Text>{say('rotateHint')}</Text>
          <NumberInput data-autofocus label={say('grace')} description={say('graceHint')} min={0} max={720} clampBehavior="none" allowDecimal={false} value={hours} error={!read.success} onChange={setHours} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say('rotate')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
