import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { PlantPart } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { plantFormText } from './plant-form.text.ts';
import { plantText } from './plant.text.ts';

type Props = { part: PlantPart; isEmpty: boolean; onClick: () => void };

/** Opens the form of a part of a plant, for those who may change plants. */
export function EditButton({ part, isEmpty, onClick }: Props) {
  const say = useTexts(plantText);
  const sayOfForm = useTexts(plantFormText);
  const word = useTexts(plantPartWords);
  if (!useMay()('assets.plant.update')) return null;
  return (
    <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} aria-label={sayOfForm(isEmpty ? 'fillInPart' : 'editPart', { part: word(part) })} onClick={onClick}>
      {isEmpty ? sayOfForm('fillIn') : say('edit')}
    </Button>
  );
}
