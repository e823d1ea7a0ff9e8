import { Anchor } from '@mantine/core';
import { useMemo } from 'react';
import type { DeliverySummary } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { deliveryWords } from '../../vocabulary/delivery-words.ts';
import { DeliveryMark } from '../../vocabulary/traffic.tsx';
import type { DeliveriesSearch } from './deliveries-search.ts';
import { deliveriesText } from './deliveries.text.ts';

export function useDeliveryColumns(onChange: (changed: Partial<DeliveriesSearch>) => void): Column<DeliverySummary>[] {
  const say = useTexts(deliveriesText);
  const word = useTexts(deliveryWords);
  const { instant, number } = useFormats();
  return useMemo(
    () => [
      { key: 'topic', label: say('topic'), width: 'minmax(16rem, 2fr)', cell: ({ id, topic }) => <Anchor component="button" type="button" inherit fw={500} onClick={() => onChange({ delivery: id })}>{topic}</Anchor> },
      { key: 'status', label: say('status'), width: '9.5rem', cell: ({ status }) => <DeliveryMark status={status} /> },
      { key: 'origin', label: say('origin'), width: '8rem', cell: ({ origin }) => word(origin) },
      { key: 'attempts', label: say('attempts'), width: '6rem', number: true, cell: ({ attempts }) => number(attempts) },
      { key: 'last', label: say('last'), width: 'minmax(12rem, 2fr)', cell: ({ lastStatus, lastError }) => [lastStatus, lastError].filter((said) => said !== null).join(' · ') },
      { key: 'created', label: say('created'), width: '11rem', cell: ({ createdAt }) => instant(createdAt) },
      { key: 'finished', label: say('finished'), width: '11rem', cell: ({ finishedAt }) => finishedAt && instant(finishedAt) },
    ],
    [say, word, instant, number, onChange],
  );
}
