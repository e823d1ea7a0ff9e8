import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { maintenanceFieldWords } from '../../../vocabulary/maintenance-field-words.ts';
import { maintenanceWords } from '../../../vocabulary/maintenance-words.ts';
import { placesIn } from '../components/component-places.calc.ts';
import type { FactField } from '../facts-form/fact-fields.calc.ts';
import { componentTree } from '../plant.api.ts';
import { maintenanceText } from './maintenance.text.ts';

/** What fields of maintenance, and what they hold, are called; a component by its name. */
export function useMaintenanceNames(plantId: string) {
  const field = useTexts(maintenanceFieldWords);
  const word = useTexts(maintenanceWords);
  const say = useTexts(maintenanceText);
  const mayReadComponents = useMay()('assets.component.read');
  const { data } = useQuery({ ...componentTree(plantId), enabled: mayReadComponents });
  const places = placesIn(data?.components ?? []);
  const hints: Readonly<Record<string, string>> = { estimatedCostEur: say('euros'), actualCostEur: say('euros'), manHours: say('hours'), nextOn: say('nextHint') };
  return {
    nameOf: (name: string) => (name in maintenanceFieldWords ? field(name as keyof typeof maintenanceFieldWords) : name),
    optionOf: (name: string, option: string) => {
      if (name === 'componentId') return places.find(({ id }) => id === option)?.label ?? option;
      return option in maintenanceWords ? word(option as keyof typeof maintenanceWords) : option;
    },
    hintOf: (name: string) => hints[name],
    /** The fields, with the components of the plant to choose from. */
    withComponents: (fields: readonly FactField[]) => fields.map((one) => (one.name === 'componentId' ? { ...one, kind: 'choice' as const, options: places.map(({ id }) => id) } : one)),
  };
}
