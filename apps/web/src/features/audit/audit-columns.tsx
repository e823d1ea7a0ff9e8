import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { AuditRecordView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { auditText } from './audit.text.ts';
import { useActor } from './use-actor.ts';

export const outcomeTones: Record<AuditRecordView['status'], Tone> = { success: 'well', failure: 'due', denied: 'overdue' };

export function useAuditColumns(): Column<AuditRecordView>[] {
  const say = useTexts(auditText);
  const { instant, number } = useFormats();
  const actor = useActor();
  return useMemo(
    () => [
      { key: 'when', label: say('when'), width: '11.5rem', cell: ({ occurredAt }) => instant(occurredAt) },
      { key: 'actor', label: say('actor'), width: 'minmax(11rem, 1.2fr)', cell: actor },
      { key: 'what', label: say('what'), width: 'minmax(16rem, 2fr)', cell: ({ id, description, action }) => <Link from="/audit" to="/audit" search={(previous) => ({ ...previous, record: id })} replace>{description ?? action}</Link> },
      { key: 'status', label: say('status'), width: '7.5rem', cell: ({ status }) => <Mark tone={outcomeTones[status]}>{say(status)}</Mark> },
      { key: 'action', label: say('action'), width: 'minmax(12rem, 1.2fr)', cell: ({ action }) => action },
      { key: 'place', label: say('place'), width: '6.5rem', number: true, cell: ({ sequence }) => (sequence === null ? '–' : number(sequence)) },
    ],
    [say, instant, number, actor],
  );
}
