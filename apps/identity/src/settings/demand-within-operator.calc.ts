import { settings, type SettingDefinition, type SettingName, type SettingValues } from '@kairos/contracts';
import { SettingBeyondOperator } from './setting.errors.ts';

/** Stops a tenant that would set more than the operator lets it. */
export function demandWithinOperator(wanted: SettingValues, operator: SettingValues): void {
  for (const [name, value] of Object.entries(wanted) as [SettingName, unknown][]) {
    const { operatorCeiling }: SettingDefinition = settings[name];
    const most = operator[name];
    if (operatorCeiling && typeof value === 'number' && typeof most === 'number' && value > most) throw new SettingBeyondOperator(name, most);
  }
}
