import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { WebhookEndpointView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { pingWebhook, rotateSecret, switchWebhook } from './webhooks.api.ts';
import { webhooksText } from './webhooks.text.ts';

const changes = [['intake', 'webhook-endpoints']];
const usualHours = 24;
const mostHours = 168;

/** A test message, another secret, on and off. */
export function EndpointActions({ endpoint, onEdit }: { endpoint: WebhookEndpointView; onEdit: () => void }) {
  const say = useTexts(webhooksText);
  const [rotating, setRotating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const ping = useCommand({ run: () => pingWebhook(endpoint.id), changes, done: () => say('pinged') });
  const turn = useCommand({ run: () => switchWebhook(endpoint, !endpoint.active), changes });
  return (
    <>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(undefined)}>{say(endpoint.active ? 'switchOff' : 'switchOn')}</Button>
      <Button variant="default" onClick={() => setRotating(true)}>{say('rotate')}</Button>
      <Button variant="default" onClick={onEdit}>{say('edit')}</Button>
      {endpoint.active && <Button loading={ping.isPending} onClick={() => ping.mutate(undefined)}>{say('ping')}</Button>}
      {rotating && (
        <RotateDialog
          endpoint={endpoint} onClose={() => setRotating(false)}
          onIssued={(issued) => {
            setRotating(false);
            setSecret(issued);
          }}
        />
      )}
      {secret !== undefined && <SecretDialog title={say('secretTitle')} hint={say('secretHint')} secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

function RotateDialog({ endpoint, onClose, onIssued }: { endpoint: WebhookEndpointView; onClose: () => void; onIssued: (secret: string) => void }) {
  const say = useTexts(webhooksText);
  const [hours, setHours] = useState<number | string>(usualHours);
  const rotate = useCommand({ run: (overlap: number) => rotateSecret(endpoint, overlap), changes });
  const sound = Number.isInteger(hours) && Number(hours) >= 0 && Number(hours) <= mostHours;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (sound) rotate.mutate(Number(hours), { onSuccess: ({ secret }) => onIssued(secret) });
  };
  return (
    <Modal opened onClose={onClose} title={say('rotateTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text>{say('rotateHint')}</Text>
          <NumberInput data-autofocus label={say('overlap')} min={0} max={mostHours} allowDecimal={false} value={hours} error={!sound} onChange={setHours} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" loading={rotate.isPending}>{say('rotateTitle')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
