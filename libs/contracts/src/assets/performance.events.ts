import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId, PlantMonthId } from '../ids.ts';
import { Euros, KilowattHours } from '../primitives.ts';
import { DegreesCelsius, IrradiationKwhPerM2, MonthHours, PlantMonthName } from './performance.ts';

/** What somebody entered for a plant and a month; what follows from it is worked out by whoever asks. */
export const PlantMonthState = z.object({
  plantMonthId: PlantMonthId,
  plantId: PlantId,
  month: PlantMonthName,
  expectedKwh: KilowattHours.nullable(),
  actualKwh: KilowattHours.nullable(),
  irradiationKwhPerM2: IrradiationKwhPerM2.nullable(),
  meanTemperatureC: DegreesCelsius.nullable(),
  unavailableHours: MonthHours.nullable(),
  revenueEur: Euros.nullable(),
  incentivesEur: Euros.nullable(),
});
export type PlantMonthState = z.infer<typeof PlantMonthState>;

export const PlantMonthRecorded = defineEvent({
  type: 'assets.plant-month.recorded', version: 1, summary: 'What is known of a month of a plant was entered; `changedFields` names what changed.',
  visibility: { permission: 'assets.performance.read', plantIdField: 'plantId' }, data: PlantMonthState.extend({ changedFields: z.array(z.string()) }),
});

export const PlantMonthSnapshot = defineEvent({
  type: 'assets.plant-month.snapshot', version: 1, summary: 'What was entered for a month of a plant, re-emitted to rebuild projections.', data: PlantMonthState,
});
