import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { SaveViewBody, type SavedView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { PlantsSearch } from './plants-search.ts';
import { replaceView, savedViewsKey, saveView } from './saved-views.api.ts';
import { viewOf } from './saved-views.calc.ts';
import { savedViewsText } from './saved-views.text.ts';

type Props = { search: PlantsSearch; columns: readonly string[]; views: readonly SavedView[]; onClose: () => void };

/** Names what the list shows now; under the name of a view of one's own it takes that one's place. */
export function SaveViewDialog({ search, columns, views, onClose }: Props) {
  const say = useTexts(savedViewsText);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [refused, setRefused] = useState(false);
  const save = useCommand({
    run: (body: SaveViewBody) => {
      const before = views.find((view) => view.own && view.name === body.name);
      return before ? replaceView({ ...before, body }) : saveView(body);
    },
    changes: [savedViewsKey], done: (view: SavedView) => say('saved', { name: view.name }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim(), shared, ...viewOf(search, columns) };
    const valid = SaveViewBody.safeParse(body).success;
    setRefused(!valid);
    if (valid) save.mutate(body, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('saveTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="var(--ink-quiet)">{say('saveHint')}</Text>
          <TextInput label={say('name')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={refused && say('nameNeeded')} />
          <Checkbox label={say('share')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={save.isPending}>{say('saveIt')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
