import { useCallback } from 'react';
import type { AuditRecordView } from '@kairos/contracts';
import { useNameOf } from '../../lib/people.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { auditText } from './audit.text.ts';

type Acted = Pick<AuditRecordView, 'actorKind' | 'actorId' | 'actorEmail' | 'erased'>;

/** Who did something, as far as the trail still tells and the reader may know. */
export function useActor(): (record: Acted) => string {
  const say = useTexts(auditText);
  const nameOf = useNameOf();
  return useCallback(
    ({ actorKind, actorId, actorEmail, erased }) => {
      if (actorKind === 'system') return say('system');
      if (erased.includes('actor')) return say('formerUser');
      const name = actorId === null ? undefined : nameOf(actorId);
      return name ?? actorEmail ?? (actorKind === 'service' ? say('serviceActor') : (actorId ?? '–'));
    },
    [say, nameOf],
  );
}
