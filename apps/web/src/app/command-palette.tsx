import { Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { plantsNamed } from '../features/plants/plants.api.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';
import { navigation } from './navigation.ts';
import classes from './command-palette.module.css';

type Choice = { key: string; label: string; hint: string; choose: () => void };

/** Finds rooms and plants by their names; arrows choose, Enter goes there. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const say = useTexts(appText);
  const may = useMay();
  const navigate = useNavigate();
  const list = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [settled] = useDebouncedValue(query.trim(), 150);
  const { data: plants = [] } = useQuery({ ...plantsNamed(settled), enabled: settled.length > 1, placeholderData: keepPreviousData });

  const go = (to: (typeof navigation)[number]['rooms'][number]['to']) => () => {
    onClose();
    void navigate({ to });
  };
  const open = (plantId: string) => () => {
    onClose();
    void navigate({ to: '/plants/$plantId', params: { plantId } });
  };
  const rooms: Choice[] = navigation
    .flatMap((group) => group.rooms.filter(({ needs }) => needs === undefined || may(needs)))
    .map(({ key, to }) => ({ key, label: say(key), hint: say('goTo'), choose: go(to) }))
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const choices = [...rooms, ...(settled.length > 1 ? plants : []).map(({ id, code, name }) => ({ key: id, label: name, hint: code, choose: open(id) }))];
  const chosen = Math.min(at, choices.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + choices.length) % Math.max(choices.length, 1));
    }
    if (event.key === 'Enter') choices[chosen]?.choose();
  };

  return (
    <Modal.Root opened onClose={onClose} padding={0} size="lg" yOffset="12vh" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={say('search')}>
        <TextInput
          data-autofocus size="md" variant="unstyled" className={classes.input} value={query} placeholder={say('search')} aria-label={say('search')}
          role="combobox" aria-expanded aria-controls={list} aria-activedescendant={choices[chosen] && `${list}-${chosen}`}
          onChange={(event) => { setQuery(event.currentTarget.value); setAt(0); }} onKeyDown={onKeyDown}
        />
        <ul id={list} role="listbox" aria-label={say('search')} className={classes.list}>
          {choices.map(({ key, label, hint, choose }, index) => (
            <li key={key} id={`${list}-${index}`} role="option" aria-selected={index === chosen} className={classes.choice} onMouseEnter={() => setAt(index)} onClick={choose}>
              <span>{label}</span>
              <span className={classes.hint}>{hint}</span>
            </li>
          ))}
        </ul>
        {choices.length === 0 && <Text p="md" c="var(--ink-quiet)">{say('nothingFound')}</Text>}
      </Modal.Content>
    </Modal.Root>
  );
}
