import { useQuery } from '@tanstack/react-query';
import type { ReadingCorrection } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { PersonName } from '../../../vocabulary/person-name.tsx';
import { readingWords } from '../../../vocabulary/reading-words.ts';
import type { ReadingWindow } from './reading-window.calc.ts';
import { correctionsIn } from './readings.api.ts';
import { readingsText } from './readings.text.ts';

type Props = { of: { plantId: string; meterId: string }; window: ReadingWindow; timeOf: (instant: string) => string };

/** What corrections of a period replaced, by whom and why, the last first; nothing where there were none. */
export function Corrections({ of, window, timeOf }: Props) {
  const say = useTexts(readingsText);
  const word = useTexts(readingWords);
  const { instant, number } = useFormats();
  const { data = [] } = useQuery(correctionsIn(of, window));
  if (data.length === 0) return null;
  const held = (kept: ReadingCorrection['before'] | null) => (kept === null ? say('withdrawn') : `${number(kept.energyKwh, { maximumFractionDigits: 3 })} kWh, ${word(kept.quality).toLocaleLowerCase()}`);
  return (
    <Panel title={say('corrections')}>
      <PlainTable
        label={say('corrections')} rows={[...data].reverse()} keyOf={({ id }) => id}
        columns={[
          { key: 'time', label: say('time'), cell: ({ startsAt }) => timeOf(startsAt) },
          { key: 'was', label: say('was'), cell: ({ before }) => held(before) },
          { key: 'is', label: say('is'), cell: ({ after }) => held(after) },
          { key: 'why', label: say('why'), cell: ({ reason }) => reason },
          { key: 'who', label: say('who'), cell: ({ correctedBy }) => <PersonName userId={correctedBy} /> },
          { key: 'at', label: say('correctedAt'), cell: ({ correctedAt }) => instant(correctedAt) },
        ]}
      />
    </Panel>
  );
}
