import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DeadlineView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { DeadlineStanding } from './deadline-standing.tsx';
import { deadlinesText } from './deadlines.text.ts';
import classes from './deadlines.module.css';

export function useDeadlineColumns(): Column<DeadlineView>[] {
  const say = useTexts(deadlinesText);
  const word = useTexts(obligationWords);
  const locale = useLocale();
  return useMemo(
    () => [
      { key: 'due', label: say('due'), width: '14rem', cell: (deadline) => <DeadlineStanding deadline={deadline} /> },
      {
        key: 'obligation', label: say('obligation'), width: 'minmax(16rem, 2fr)',
        cell: ({ id, obligation }) => <Link to="/deadlines/$deadlineId" params={{ deadlineId: id }} className={classes.link}>{obligation.title[locale]}</Link>,
      },
      { key: 'plant', label: say('plant'), width: 'minmax(13rem, 1fr)', cell: ({ plantName, plantCode }) => plantName ?? plantCode ?? say('plantUnknown') },
      { key: 'authority', label: say('authority'), width: '11rem', cell: ({ obligation }) => word(obligation.authority) },
      { key: 'category', label: say('category'), width: '9rem', cell: ({ obligation }) => word(obligation.category) },
    ],
    [say, word, locale],
  );
}
