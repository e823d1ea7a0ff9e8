import { settings, type SettingDefinition, type SettingName, type SettingValues } from '@kairos/contracts';
import { SettingBeyondOperator, SettingNotOffered } from './setting.errors.ts';

/** Stops a tenant that would set more than the operator lets it. */
export function demandWithinOperator(wanted: SettingValues, operator: SettingValues): void {
  for (const [name, value] of Object.entries(wanted) as [SettingName, unknown][]) {
    const { operatorCeiling, usual }: SettingDefinition = settings[name];
    const most = operator[name];
    if (operatorCeiling && Array.isArray(value)) demandOffered(name, value, most ?? usual);
    if (operatorCeiling && typeof value === 'number' && typeof most === 'number' && value > most) throw new SettingBeyondOperator(name, most);
  }
}

function demandOffered(name: SettingName, chosen: readonly string[], offered: unknown): void {
  const beyond = chosen.filter((item) => !Array.isArray(offered) || !offered.includes(item));
  if (beyond.length > 0) throw new SettingNotOffered(name, beyond);
}
