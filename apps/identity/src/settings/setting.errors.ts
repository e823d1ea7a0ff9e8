import { DomainError } from '@kairos/http';
import type { SettingName } from '@kairos/contracts';

export class SettingBeyondOperator extends DomainError {
  constructor(name: SettingName, most: number) {
    const detail = `must be at most ${most} here`;
    super('unprocessable', 'setting-beyond-operator', `${name} ${detail}: the operator of this installation has set that.`, [{ pointer: `/${name}`, detail }]);
  }
}
