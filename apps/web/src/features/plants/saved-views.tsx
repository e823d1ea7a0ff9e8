import { ActionIcon, Badge, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { showUndo } from '../../ui/show-undo.tsx';
import type { PlantsSearch } from './plants-search.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { removeView, savedViews, savedViewsKey, saveView } from './saved-views.api.ts';
import { searchOf } from './saved-views.calc.ts';
import { savedViewsText } from './saved-views.text.ts';
import classes from './plants.module.css';

type Props = { search: PlantsSearch; columns: readonly string[]; known: readonly string[] };

/** Views of the list, one's own and shared ones: to go to, to save and to remove. */
export function SavedViews({ search, columns, known }: Props) {
  const say = useTexts(savedViewsText);
  const [opened, setOpened] = useState(false);
  const [saving, setSaving] = useState(false);
  const { data: views = [] } = useQuery({ ...savedViews(), enabled: opened || saving });
  return (
    <>
      <Popover position="bottom-end" width="22rem" withinPortal trapFocus opened={opened} onChange={setOpened}>
        <Popover.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />} onClick={() => setOpened(!opened)}>{say('views')}</Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {views.length === 0 && <Text size="sm" c="var(--ink-quiet)">{say('none')}</Text>}
            {views.map((view) => <OneView key={view.id} view={view} to={searchOf(view, known)} onGone={() => setOpened(false)} />)}
            <Button variant="light" onClick={() => { setOpened(false); setSaving(true); }}>{say('save')}</Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {saving && <SaveViewDialog search={search} columns={columns} views={views} onClose={() => setSaving(false)} />}
    </>
  );
}

function OneView({ view, to, onGone }: { view: SavedView; to: PlantsSearch | undefined; onGone: () => void }) {
  const say = useTexts(savedViewsText);
  const restore = useCommand({ run: saveView, changes: [savedViewsKey] });
  const { name, shared, own, filters, sort, columns } = view;
  const remove = useCommand({
    run: () => removeView(view), changes: [savedViewsKey],
    onDone: () => showUndo(say('removed', { name }), () => restore.mutate({ name, shared, filters, sort, columns } as Parameters<typeof saveView>[0])),
  });
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      {to ? <Link to="/plants" search={to} onClick={onGone} className={classes.view}>{name}</Link> : <Text c="var(--ink-quiet)">{name}: {say('elsewhere')}</Text>}
      <Group gap={6} wrap="nowrap">
        {shared && <Badge variant="default" size="sm" tt="none">{say(own ? 'shared' : 'ofOthers')}</Badge>}
        {own && <ActionIcon variant="subtle" color="gray" aria-label={say('remove', { name })} loading={remove.isPending} onClick={() => remove.mutate(undefined)}><IconTrash size={16} /></ActionIcon>}
      </Group>
    </Group>
  );
}
