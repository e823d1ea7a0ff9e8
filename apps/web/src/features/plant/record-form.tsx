import type { PlantPart, PlantView } from '@kairos/contracts';
import type { z } from 'zod';
import { useTexts } from '../../lib/use-texts.ts';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { recordHintWords } from '../../vocabulary/record-hint-words.ts';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { fieldsOf } from './facts-form/fact-fields.calc.ts';
import { FactsForm } from './facts-form/facts-form.tsx';
import type { Facts } from './facts-form/use-facts-form.ts';
import { plantFormText } from './plant-form.text.ts';

type Props<K extends { version: number }> = {
  plant: PlantView;
  part: Exclude<PlantPart, 'plant'>;
  shape: Readonly<Record<string, z.ZodType>>;
  kept: K;
  schema: z.ZodType;
  /** Whether what is saved takes the place of everything kept, or changes only what it names. */
  whole: boolean;
  save: (body: Facts, version: number) => Promise<unknown>;
  onClose: () => void;
};

/** A card or a record of a plant, in the form that fills it in. */
export function RecordForm<K extends { version: number }>({ plant, part, shape, kept, schema, whole, save, onClose }: Props<K>) {
  const say = useTexts(plantFormText);
  const word = useTexts(plantPartWords);
  const hint = useTexts(recordHintWords);
  const { nameOf, valueOf } = useFacts();
  return (
    <FactsForm
      fields={fieldsOf(shape)} kept={kept} schema={schema} bodyOf={(changed, all) => (whole ? all : changed)} save={(body, base) => save(body, base.version)} part={{ plant, name: part }}
      nameOf={nameOf} optionOf={valueOf} hintOf={(field) => (field in recordHintWords ? hint(field as keyof typeof recordHintWords) : undefined)}
      done={() => say('partSaved', { part: word(part) })} onSaved={onClose} onCancel={onClose}
    />
  );
}
