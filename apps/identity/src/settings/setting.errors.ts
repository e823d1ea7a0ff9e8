import { DomainError } from '@kairos/http';
import type { SettingName } from '@kairos/contracts';

export class SettingBeyondOperator extends DomainError {
  constructor(name: SettingName, most: number) {
    const detail = `must be at most ${most} here`;
    super('unprocessable', 'setting-beyond-operator', `${name} ${detail}: the operator of this installation has set that.`, [{ pointer: `/${name}`, detail }]);
  }
}

export class SettingNotOffered extends DomainError {
  constructor(name: SettingName, beyond: readonly string[]) {
    const detail = `may not hold ${beyond.join(', ')} here`;
    super('unprocessable', 'setting-beyond-operator', `${name} ${detail}: the operator of this installation has not offered that.`, [{ pointer: `/${name}`, detail }]);
  }
}
