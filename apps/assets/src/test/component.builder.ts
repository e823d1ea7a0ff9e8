import { randomBytes } from 'node:crypto';
import { RegisterComponentBody } from '@kairos/contracts';

/** A plausible component for tests; name what matters to the test. */
export function aComponent(facts: Partial<RegisterComponentBody> = {}): RegisterComponentBody {
  return RegisterComponentBody.parse({ code: `C-${randomBytes(4).toString('hex')}`, name: 'Inverter di campo', kind: 'inverter', ...facts });
}
