import { z } from 'zod';
import { effectiveSettings, settingNames, settings, type SettingDefinition, type SettingName, type SettingValues, type SettingView } from '@kairos/contracts';

type Described = { minimum?: number; maximum?: number; enum?: string[]; items?: { enum?: string[] } };

/** Every setting with its meaning, its bounds and what takes effect, of which the operator's own are for information. */
export function settingViews(operator: SettingValues, tenant: SettingValues): SettingView[] {
  const effective = effectiveSettings(operator, tenant);
  return settingNames.map((name) => viewOf(name, effective[name], { operator, tenant }));
}

function viewOf(name: SettingName, value: SettingView['value'], { operator, tenant }: Record<'operator' | 'tenant', SettingValues>): SettingView {
  const { description, unit, usual, tenant: ownToSet, operatorCeiling, value: schema }: SettingDefinition = settings[name];
  const described = z.toJSONSchema(schema, { io: 'input' }) as Described;
  const bound = typeof operator[name] === 'number' ? operator[name] : undefined;
  return {
    name, description, unit, value, usual, ownToSet,
    setBy: ownToSet && tenant[name] !== undefined ? 'tenant' : operator[name] === undefined ? 'nobody' : 'operator',
    least: described.minimum ?? null,
    most: (operatorCeiling ? bound : undefined) ?? described.maximum ?? null,
    choices: (operatorCeiling && Array.isArray(usual) ? ((operator[name] ?? usual) as string[]) : undefined) ?? described.enum ?? described.items?.enum ?? null,
  };
}
