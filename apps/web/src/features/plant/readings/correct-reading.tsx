import { Modal, Stack, Text } from '@mantine/core';
import { KilowattHours, ReadingQuality, type ReadingView } from '@kairos/contracts';
import { z } from 'zod';
import { ApiProblem } from '../../../lib/problem.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { readingWords, type ReadingWord } from '../../../vocabulary/reading-words.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { correctReading } from './readings.api.ts';
import { readingsText } from './readings.text.ts';

const shape = { energyKwh: KilowattHours, quality: ReadingQuality, reason: z.string().trim().min(1).max(500) };
const schema = z.object(shape);
type Props = { of: { plantId: string; meterId: string }; reading: ReadingView; at: string; onClose: () => void };

/** Another value for what was read, and why. */
export function CorrectReading({ of, reading, at, onClose }: Props) {
  const say = useTexts(readingsText);
  const word = useTexts(readingWords);
  const save = async (body: object) => {
    const { rejected } = await correctReading(of, reading, { ...schema.parse(body), source: say('byHand') });
    const [refused] = rejected;
    if (refused) throw new ApiProblem(422, { type: 'about:blank', title: refused.code, status: 422, code: refused.code, detail: word(refused.code), requestId: '' });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('correctOf', { at })}>
      <Stack gap="sm">
        <Text c="var(--ink-quiet)">{say('correctHint')}</Text>
        <FactsForm
          fields={fieldsOf(shape, { required: ['energyKwh', 'quality', 'reason'], long: ['reason'] })} kept={{ version: 1, energyKwh: reading.energyKwh, quality: reading.quality, reason: null }} schema={schema}
          bodyOf={(_changed, all) => all} nameOf={(name) => word(name as ReadingWord)} optionOf={(_name, option) => word(option as ReadingWord)} saveLabel={say('correct')}
          save={save} done={() => say('corrected')} onSaved={onClose} onCancel={onClose}
        />
      </Stack>
    </Modal>
  );
}
