import { defineEntity, p } from '@mikro-orm/core';
import { ofThousandths, PlantMonthRecorded, thousandthsOf, type PlantMonthState, type RecordPlantMonthBody } from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import { trimmedDecimal } from '../plants/trimmed-decimal.calc.ts';

const PlantMonthSchema = defineEntity({
  name: 'PlantMonth',
  tableName: 'plant_month',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    month: p.string(),
    expectedWh: p.bigint().nullable(),
    actualWh: p.bigint().nullable(),
    irradiationKwhPerM2: p.decimal().fieldName('irradiation_kwh_per_m2').nullable(),
    meanTemperatureC: p.decimal().fieldName('mean_temperature_c').nullable(),
    unavailableHours: p.decimal().nullable(),
    revenueEur: p.decimal().nullable(),
    incentivesEur: p.decimal().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

type Entered = Omit<PlantMonthState, 'plantMonthId' | 'plantId' | 'month'>;
const nothing: Entered = { expectedKwh: null, actualKwh: null, irradiationKwhPerM2: null, meanTemperatureC: null, unavailableHours: null, revenueEur: null, incentivesEur: null };

export class PlantMonth extends PlantMonthSchema.class {
  static of(plantId: string, month: string, tenantId: string): PlantMonth {
    const now = new Date();
    const { expectedKwh: _expected, actualKwh: _actual, ...empty } = nothing;
    return Object.assign(new PlantMonth(), { ...empty, expectedWh: null, actualWh: null, id: newId(), tenantId, plantId, month, version: 1, createdAt: now, updatedAt: now });
  }

  /** Takes the body as all that is known. @returns the names of the fields that changed */
  enter(body: RecordPlantMonthBody): string[] {
    const before = this.state();
    const given: Entered = { ...nothing, ...Object.fromEntries(Object.entries(body).map(([field, value]) => [field, trimmedDecimal(value)])) };
    const changedFields = (Object.keys(nothing) as (keyof Entered)[]).filter((field) => before[field] !== given[field]);
    if (changedFields.length === 0) return [];
    const { expectedKwh, actualKwh, ...rest } = given;
    Object.assign(this, rest, { expectedWh: expectedKwh === null ? null : thousandthsOf(expectedKwh), actualWh: actualKwh === null ? null : thousandthsOf(actualKwh), updatedAt: new Date() });
    record(this, PlantMonthRecorded, { ...this.state(), changedFields });
    return changedFields;
  }

  /** What every event of this month carries in full. */
  state(): PlantMonthState {
    const { id, plantId, month, expectedWh, actualWh, irradiationKwhPerM2, meanTemperatureC, unavailableHours, revenueEur, incentivesEur } = this;
    return {
      plantMonthId: id as PlantMonthState['plantMonthId'], plantId: plantId as PlantMonthState['plantId'], month, expectedKwh: energy(expectedWh), actualKwh: energy(actualWh),
      irradiationKwhPerM2: trimmedDecimal(irradiationKwhPerM2), meanTemperatureC: trimmedDecimal(meanTemperatureC), unavailableHours: trimmedDecimal(unavailableHours),
      revenueEur: trimmedDecimal(revenueEur), incentivesEur: trimmedDecimal(incentivesEur),
    };
  }
}
PlantMonthSchema.setClass(PlantMonth);

function energy(wattHours: bigint | null | undefined): string | null {
  return wattHours === null || wattHours === undefined ? null : ofThousandths(wattHours);
}
