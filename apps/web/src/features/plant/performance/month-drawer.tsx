import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RecordPlantMonthBody, type PlantMonthView, type PlantView } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Failure } from '../../../ui/panel.tsx';
import { monthFieldWords } from '../../../vocabulary/month-field-words.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { plantMonth, recordMonth } from './month.api.ts';
import { monthText } from './month.text.ts';

/** Only what somebody entered is theirs to change: the rest follows from readings and estimate. */
const enteredOf = (month: PlantMonthView) => ({ ...month, expectedKwh: month.expectedFrom === 'entered' ? month.expectedKwh : null, actualKwh: month.actualFrom === 'entered' ? month.actualKwh : null });

type Props = { plant: PlantView; month: string; onClose: () => void };

/** What somebody knows of a month of a plant, entered as a whole. */
export function MonthDrawer({ plant, month, onClose }: Props) {
  const say = useTexts(monthText);
  const named = useTexts(monthFieldWords);
  const formats = useFormats();
  const { data, error, refetch } = useQuery(plantMonth(plant.id, month));
  const title = { month: formats.month(month) };
  return (
    <Drawer opened onClose={onClose} position="right" size="min(34rem, 100vw)" title={say('title', title)}>
      {data ? (
        <Stack gap="sm">
          <Text c="var(--ink-quiet)">{say('hint')}</Text>
          <FactsForm
            fields={fieldsOf(RecordPlantMonthBody.shape)} kept={enteredOf(data)} schema={RecordPlantMonthBody} bodyOf={(_changed, all) => all} save={(body, base) => recordMonth(plant.id, base, body)}
            nameOf={(name) => named(name as keyof typeof monthFieldWords)} optionOf={(_name, option) => option} done={() => say('saved', title)} onSaved={onClose} onCancel={onClose}
          />
        </Stack>
      ) : error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}
    </Drawer>
  );
}
