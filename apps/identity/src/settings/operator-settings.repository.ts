import type { EntityManager } from '@mikro-orm/postgresql';
import { readSettings, type SettingName, type SettingValue, type SettingValues } from '@kairos/contracts';

/** What the operator has set for the installation, reached by two narrow functions of the database. */
export class OperatorSettings {
  constructor(private readonly em: EntityManager) {}

  async read(): Promise<SettingValues> {
    const [row] = await this.em.execute<{ settings: Record<string, unknown> }[]>('select operator_settings() as settings');
    return readSettings(row?.settings ?? {});
  }

  async set(name: SettingName, value: SettingValue | null): Promise<SettingValues> {
    const [row] = await this.em.execute<{ settings: Record<string, unknown> }[]>('select set_operator_setting(?, ?::jsonb) as settings', [name, JSON.stringify(value)]);
    return readSettings(row?.settings ?? {});
  }
}
