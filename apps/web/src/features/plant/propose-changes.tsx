import { Alert, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlantPart, PlantView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { proposeChanges } from './plant-commands.api.ts';
import { plantFormText } from './plant-form.text.ts';

type Props = { plant: Pick<PlantView, 'id' | 'name'>; part?: PlantPart; facts: Record<string, unknown>; fields: readonly string[]; reason: string; onProposed: () => void };

/** Where the rules of the tenant ask for four eyes: the same changes, for somebody else to approve. */
export function ProposeChanges({ plant, part = 'plant', facts, fields, reason: given, onProposed }: Props) {
  const say = useTexts(plantFormText);
  const may = useMay();
  const navigate = useNavigate();
  const { nameOf } = useFacts();
  const [title, setTitle] = useState(() => say('proposalDefault', { name: plant.name }).slice(0, 200));
  const [reason, setReason] = useState(given);
  const { mutate, isPending } = useCommand({ run: () => proposeChanges({ plantId: plant.id, part, facts }, title.trim(), reason.trim()), changes: [['assets', 'change-sets']], done: () => say('proposed') });
  const named = (fields.length > 0 ? fields : Object.keys(facts)).map(nameOf).join(', ');
  if (!may('assets.change-set.propose')) return <Alert color="yellow" role="alert" title={say('proposeTitle')}>{say('mayNotPropose', { fields: named })}</Alert>;
  const propose = () =>
    mutate(undefined, {
      onSuccess: ({ id }) => {
        onProposed();
        void navigate({ to: '/change-sets/$changeSetId', params: { changeSetId: id } });
      },
    });
  return (
    <Alert color="yellow" variant="outline" role="alert" title={say('proposeTitle')}>
      <Stack gap="sm">
        <Text>{say('proposeHint', { fields: named })}</Text>
        <TextInput label={say('proposalTitle')} withAsterisk maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Textarea label={say('reason')} withAsterisk maxLength={500} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button style={{ alignSelf: 'flex-start' }} disabled={title.trim() === '' || reason.trim() === ''} loading={isPending} onClick={propose}>{say('propose')}</Button>
      </Stack>
    </Alert>
  );
}
