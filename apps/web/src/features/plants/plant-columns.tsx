import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PlantView } from '@kairos/contracts';
import type { Column } from '../../ui/data-table.tsx';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlantStatusBadge } from '../../vocabulary/plant-status-badge.tsx';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { plantsText } from './plants.text.ts';
import classes from './plants.module.css';

export const usualColumns = ['name', 'code', 'type', 'status', 'capacityKw', 'municipality', 'province', 'region', 'ownerName'];

/** Every column there is, in the order they stand in, by the names that the API gives them. */
export function usePlantColumns(): Column<PlantView>[] {
  const say = useTexts(plantsText);
  const word = useTexts(plantWords);
  const formats = useFormats();
  return useMemo(() => {
    const plain = (key: 'municipality' | 'province' | 'region' | 'technology' | 'podCode', width: string): Column<PlantView> => ({ key, label: say(key), width, cell: (plant) => plant[key] });
    return [
      { key: 'name', label: say('name'), width: 'minmax(14rem, 2fr)', sortKey: 'name', cell: ({ id, name }) => <Link to="/plants/$plantId" params={{ plantId: id }} className={classes.name}>{name}</Link> },
      { key: 'code', label: say('code'), width: 'minmax(8rem, 1fr)', sortKey: 'code', cell: ({ code }) => code },
      { key: 'type', label: say('type'), width: 'minmax(8rem, 1fr)', cell: ({ type }) => word(type) },
      { key: 'status', label: say('status'), width: 'minmax(9rem, 1fr)', cell: ({ status }) => <PlantStatusBadge status={status} /> },
      { key: 'capacityKw', label: say('capacity'), width: 'minmax(7rem, 1fr)', number: true, sortKey: 'capacityKw', cell: ({ capacityKw }) => formats.capacity(capacityKw) },
      plain('municipality', 'minmax(9rem, 1fr)'),
      plain('province', '6rem'),
      plain('region', 'minmax(9rem, 1fr)'),
      { key: 'ownerName', label: say('owner'), width: 'minmax(10rem, 1fr)', cell: ({ ownerName }) => ownerName },
      { key: 'commissionedOn', label: say('commissionedOn'), width: '9rem', cell: ({ commissionedOn, commissioningYear }) => (commissionedOn ? formats.day(commissionedOn) : commissioningYear) },
      plain('technology', 'minmax(9rem, 1fr)'),
      plain('podCode', '10rem'),
      { key: 'tags', label: say('tags'), width: 'minmax(9rem, 1fr)', cell: ({ tags }) => tags.join(', ') },
      { key: 'updatedAt', label: say('updatedAt'), width: '11rem', cell: ({ updatedAt }) => formats.instant(updatedAt) },
    ];
  }, [say, word, formats]);
}
