import { randomBytes } from 'node:crypto';
import { RegisterPlantBody } from '@kairos/contracts';

/** A plausible plant for tests; name what matters to the test. */
export function aPlant(facts: Partial<RegisterPlantBody> = {}): RegisterPlantBody {
  return RegisterPlantBody.parse({
    code: `PLANT-${randomBytes(4).toString('hex')}`,
    name: 'Solare Campo Alto',
    type: 'Photovoltaic',
    capacityKw: '998.5',
    municipality: 'Foggia',
    province: 'FG',
    region: 'Puglia',
    ...facts,
  });
}
