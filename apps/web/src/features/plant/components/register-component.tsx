import { useQuery } from '@tanstack/react-query';
import { RegisterComponentBody, type PlantView } from '@kairos/contracts';
import { useTexts } from '../../../lib/use-texts.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import type { Facts } from '../facts-form/use-facts-form.ts';
import { componentTree } from '../plant.api.ts';
import { placesIn } from './component-places.calc.ts';
import { registerComponent } from './components.api.ts';
import { componentsText } from './components.text.ts';
import { appliesTo, useComponentNames } from './use-component-names.ts';

const nothingYet = { version: 0 };
const given = (facts: Facts) => Object.fromEntries(Object.entries(facts).filter(([name, fact]) => fact !== null && appliesTo(facts['kind'], name)));

/** A component that is new to a plant. */
export function RegisterComponent({ plant, onClose }: { plant: PlantView; onClose: () => void }) {
  const say = useTexts(componentsText);
  const words = useComponentNames();
  const { data } = useQuery(componentTree(plant.id));
  const places = placesIn(data?.components ?? []);
  const fields = fieldsOf(RegisterComponentBody.shape, { required: ['code', 'kind', 'name'], long: ['notes'] });
  return (
    <FactsForm
      fields={fields.map((field) => (field.name === 'parentId' ? { ...field, kind: 'choice' as const, options: places.map(({ id }) => id) } : field))}
      {...words} optionOf={(name, option) => (name === 'parentId' ? (places.find(({ id }) => id === option)?.label ?? option) : words.optionOf(name, option))}
      applies={(name, values) => appliesTo(values['kind'], name)} kept={nothingYet} schema={RegisterComponentBody} bodyOf={(_, all) => given(all)} save={(body) => registerComponent(plant.id, body)}
      saveLabel={say('register')} done={(body) => say('registered', { name: String(body['name']) })} onSaved={onClose} onCancel={onClose}
    />
  );
}
