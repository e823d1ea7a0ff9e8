import { useTexts } from '../../../lib/use-texts.ts';
import { componentFieldWords } from '../../../vocabulary/component-field-words.ts';
import { componentWords } from '../../../vocabulary/component-words.ts';
import { componentsText } from './components.text.ts';

/** What fields of components, and what they hold, are called. */
export function useComponentNames() {
  const field = useTexts(componentFieldWords);
  const kind = useTexts(componentWords);
  const say = useTexts(componentsText);
  const hints: Readonly<Record<string, string>> = { serialNumber: say('serialHint'), ratedPowerKw: say('kilowatts'), sf6MassKg: say('kilograms') };
  return {
    nameOf: (name: string) => (name in componentFieldWords ? field(name as keyof typeof componentFieldWords) : name),
    optionOf: (name: string, option: string) => (name === 'kind' && option in componentWords ? kind(option as keyof typeof componentWords) : option in componentFieldWords ? field(option as keyof typeof componentFieldWords) : option),
    hintOf: (name: string) => hints[name],
  };
}

/** Whether a kind of component has a fact at all: only a switchgear holds SF₆, only a meter measures. */
export const appliesTo = (kind: unknown, field: string): boolean => (field === 'sf6MassKg' ? kind === 'switchgear' : field === 'measures' ? kind === 'meter' : true);
