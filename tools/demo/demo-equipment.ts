import type { RecordMaintenanceBody, RegisterComponentBody, UploadReadingsBody } from '@kairos/contracts';
import type { DemoPlant } from './demo-plants.ts';

/** What stands in a plant, from the grid inwards; `within` is the code of what it is part of. What is done to keep it running, and what its meter counted. */
export type DemoEquipment = { components: { within?: string; body: RegisterComponentBody }[]; maintenance: RecordMaintenanceBody[]; readings?: UploadReadingsBody };

const msPerDay = 86_400_000;
const readingDays = 10;
const dayFrom = (today: string, days: number) => new Date(Date.parse(today) + days * msPerDay).toISOString().slice(0, 10);

const generators: Record<DemoPlant['body']['type'], { kind: RegisterComponentBody['kind']; name: string; manufacturer: string; model: string }> = {
  Photovoltaic: { kind: 'inverter', name: 'Inverter', manufacturer: 'Helios', model: 'String 110' },
  Wind: { kind: 'turbine', name: 'Turbine', manufacturer: 'Maestrale', model: 'M90' },
  Hydroelectric: { kind: 'turbine', name: 'Kaplan turbine', manufacturer: 'Torrente', model: 'K2' },
  Biomass: { kind: 'turbine', name: 'Steam turbine', manufacturer: 'Vapore', model: 'ST-6' },
  Geothermal: { kind: 'turbine', name: 'Binary cycle turbine', manufacturer: 'Soffione', model: 'ORC-14' },
};

function componentsOf({ body }: DemoPlant, plant: number): DemoEquipment['components'] {
  const [power, on] = [Number(body.capacityKw), body.commissionedOn ?? undefined];
  const { name, ...generator } = generators[body.type];
  const solar = body.type === 'Photovoltaic';
  const units = Math.min(4, Math.max(1, Math.ceil(power / (solar ? 400 : 12_000))));
  const serial = (of: string) => `${of}-${String(plant + 1).padStart(3, '0')}`;
  return [
    ...(power > 100 ? [{ body: { code: 'QMT', kind: 'switchgear' as const, name: 'Medium voltage switchgear', manufacturer: 'Nodo', serialNumber: serial('Q'), installedOn: on, sf6MassKg: power > 1000 ? '3.2' : '1.6' } }] : []),
    { ...(power > 100 ? { within: 'QMT' } : {}), body: { code: 'M1', kind: 'meter', name: 'Fiscal meter', manufacturer: 'Conta', serialNumber: serial('M'), installedOn: on, measures: 'production' } },
    ...Array.from({ length: units }, (_, at) => {
      const unit = String(at + 1);
      const machine = { body: { code: `G${unit}`, name: units > 1 ? `${name} ${unit}` : name, ...generator, serialNumber: serial(`G${unit}`), installedOn: on, ratedPowerKw: String(Math.round((power / units) * 10) / 10) } };
      return solar ? [{ body: { code: `A${unit}`, kind: 'array' as const, name: units > 1 ? `Array ${unit}` : 'Array', installedOn: on } }, { within: `A${unit}`, ...machine }] : [machine];
    }).flat(),
  ];
}

function maintenanceOf({ body }: DemoPlant, plant: number, today: string): RecordMaintenanceBody[] {
  const solar = body.type === 'Photovoltaic';
  return [
    { title: solar ? 'Cleaning of the modules' : 'Inspection of the machine', type: 'Ordinary', status: 'Completed', plannedOn: dayFrom(today, -160 - plant), doneOn: dayFrom(today, -158 - plant), nextOn: dayFrom(today, 205 - plant), actualCostEur: String(400 + plant * 35), executor: 'Servizi Energia Coop', manHours: '12' },
    { title: 'Thermography of the switchboards', type: 'Predictive', status: 'Planned', plannedOn: dayFrom(today, 12 + plant * 3), estimatedCostEur: '680', executor: 'Servizi Energia Coop' },
  ];
}

/** Hours of the last days, by the sun over the plant. On the fourth day some are missing, on the seventh one can hardly be. */
function readingsOf({ body, repoweredToKw }: DemoPlant, today: string): UploadReadingsBody {
  const power = Number(repoweredToKw ?? body.capacityKw);
  const first = Date.parse(today) - readingDays * msPerDay;
  const readings = Array.from({ length: readingDays * 24 }, (_, hour) => {
    const [day, ofDay] = [Math.floor(hour / 24), hour % 24];
    const height = Math.max(0, Math.sin(((ofDay - 6) / 10) * Math.PI) * (ofDay > 5 && ofDay < 16 ? 1 : 0));
    const clouds = 0.45 + 0.4 * Math.abs(Math.sin(day * 1.7 + 0.6));
    const spike = day === 6 && ofDay === 10 ? 5 : 1;
    return { day, ofDay, reading: { startsAt: new Date(first + hour * 3_600_000).toISOString(), interval: 'hour' as const, energyKwh: (power * height * clouds * 0.62 * spike).toFixed(1), quality: 'measured' as const } };
  });
  return { source: 'Demonstration', readings: readings.filter(({ day, ofDay }) => day !== 3 || ofDay < 10 || ofDay > 12).map(({ reading }) => reading) };
}

/** @param plant its place in the portfolio @param today as `2026-11-21` @returns nothing for a plant that is not in operation; readings of photovoltaics alone */
export function equipmentOf(demo: DemoPlant, plant: number, today: string): DemoEquipment {
  if ((demo.history.at(-1) ?? demo.body.status) !== 'In Operation') return { components: [], maintenance: [] };
  return { components: componentsOf(demo, plant), maintenance: maintenanceOf(demo, plant, today), ...(demo.body.type === 'Photovoltaic' ? { readings: readingsOf(demo, today) } : {}) };
}
