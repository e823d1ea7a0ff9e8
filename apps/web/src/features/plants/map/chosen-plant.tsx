import { CloseButton, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { PlantStatusBadge } from '../../../vocabulary/plant-status-badge.tsx';
import { plantWords } from '../../../vocabulary/plant-words.ts';
import type { DrawnPlant } from './map-colours.ts';
import { mapText } from './map.text.ts';
import classes from './map.module.css';

/** The plant that was clicked, in brief. */
export function ChosenPlant({ plant: { id, properties }, onClose }: { plant: DrawnPlant; onClose: () => void }) {
  const say = useTexts(mapText);
  const word = useTexts(plantWords);
  const { capacity, percent } = useFormats();
  const { code, name, type, status, capacityKw, province, region, scorePercent } = properties;
  return (
    <section className={classes.chosen} aria-label={say('chosen')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Link to="/plants/$plantId" params={{ plantId: id }}>{name}</Link>
        <CloseButton size="sm" aria-label={say('close')} onClick={onClose} />
      </Group>
      <p>{[code, word(type), capacity(capacityKw), [province, region].filter(Boolean).join(', ')].filter(Boolean).join(' · ')}</p>
      <Group gap="xs" mt={6}>
        <PlantStatusBadge status={status} />
        {scorePercent !== null && say('score', { score: percent(scorePercent / 100) })}
      </Group>
    </section>
  );
}
