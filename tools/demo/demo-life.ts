import { scoredComplianceItems } from '@kairos/contracts';
import type { PlantType, RecordAuthority, RecordComplianceBody, RecordPlantMonthBody, ScoredComplianceItem } from '@kairos/contracts';
import type { DemoPlant } from './demo-plants.ts';

/** What was measured at a plant, what authorities hold of it, and what somebody found in its papers. */
export type DemoLife = {
  months: { month: string; body: RecordPlantMonthBody }[];
  records: { authority: RecordAuthority; facts: Record<string, string> }[];
  found: { item: ScoredComplianceItem; body: RecordComplianceBody }[];
};

const monthsBack = 13;
const eurosPerKwh = 0.087;
/** What modules make of the sun that falls on them, losses of the whole plant counted. */
const usualPerformanceRatio = 0.86;

/** How many hours of full power a plant has in a month, from January to December: of photovoltaics in the middle of Italy, of wind and water where they are good. */
const fullHours: Record<PlantType, readonly number[]> = {
  Photovoltaic: [62, 78, 112, 128, 150, 157, 168, 155, 124, 96, 66, 56],
  Wind: [228, 215, 210, 178, 142, 120, 112, 110, 136, 168, 205, 232],
  Hydroelectric: [210, 195, 260, 390, 520, 505, 400, 310, 275, 260, 250, 225],
  Biomass: [690, 615, 660, 640, 655, 630, 610, 420, 640, 670, 665, 685],
  Geothermal: [712, 645, 710, 688, 712, 687, 708, 711, 688, 713, 690, 712],
};

/** A number from 0 to 1 that is the same at every start. */
function chance(...seeds: number[]): number {
  const wave = Math.sin(seeds.reduce((sum, seed, at) => sum + seed * (12.9898 + at * 65.31), 4.1414)) * 43_758.5453;
  return wave - Math.floor(wave);
}

/** The last so many whole months before a day, the oldest first. @param today as `2026-11-21` */
export function monthsBefore(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(year, month - 1 - count + at, 1)).toISOString().slice(0, 7));
}

function monthOf({ body, repoweredToKw }: DemoPlant, plant: number, month: string): RecordPlantMonthBody {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const sun = body.type === 'Photovoltaic' ? 1 + (42.5 - Number(body.latitudeDeg)) * 0.035 : 1;
  const hours = (fullHours[body.type][number - 1] ?? 0) * sun;
  const expectedKwh = Math.round(Number(repoweredToKw ?? body.capacityKw) * hours);
  // Now and then a part of a plant stands still for days.
  const standstill = chance(plant, year, number, 7) > 0.93;
  const actualKwh = Math.round(expectedKwh * (0.92 + chance(plant, year, number) * 0.13) * (standstill ? 0.68 : 1));
  const unavailableHours = Math.round(standstill ? 120 + chance(plant, number) * 90 : chance(plant, number, year) * 9);
  return { expectedKwh: String(expectedKwh), actualKwh: String(actualKwh), unavailableHours: String(unavailableHours), revenueEur: (actualKwh * eurosPerKwh).toFixed(2), ...(body.type === 'Photovoltaic' ? { irradiationKwhPerM2: (hours / usualPerformanceRatio).toFixed(1) } : {}) };
}

const zones: Record<string, string> = {
  'Valle d\'Aosta': 'NORD', Piemonte: 'NORD', Lombardia: 'NORD', Liguria: 'NORD', Veneto: 'NORD', 'Friuli-Venezia Giulia': 'NORD', 'Trentino-Alto Adige': 'NORD', 'Emilia-Romagna': 'NORD',
  Toscana: 'CNOR', Marche: 'CNOR', Umbria: 'CSUD', Lazio: 'CSUD', Campania: 'CSUD', Abruzzo: 'CSUD', Molise: 'SUD', Puglia: 'SUD', Basilicata: 'SUD', Calabria: 'CALA', Sicilia: 'SICI', Sardegna: 'SARD',
};

/** What grid operator, Terna and Customs hold; up to 20 kW nobody needs a licence, and a few wait for theirs. */
function recordsOf({ body }: DemoPlant, plant: number): DemoLife['records'] {
  const [power, on, number] = [Number(body.capacityKw), body.commissionedOn ?? '', String(plant + 1).padStart(3, '0')];
  const level = power > 10_000 ? 'AT' : power > 100 ? 'MT' : 'BT';
  return [
    { authority: 'dso', facts: { ticaCode: `T${on.slice(0, 4)}${number}`, connectionPowerKw: body.capacityKw, connectionVoltageKv: { AT: '132', MT: '20', BT: '0.4' }[level], podActivatedOn: on, meterSerial: `CE${number}77${plant % 10}`, testedOn: on } },
    { authority: 'terna', facts: { gaudiRegisteredOn: on, connectionLevel: level, marketZone: zones[body.region ?? ''] ?? 'NORD' } },
    ...(power > 20 && plant % 6 !== 4 ? [{ authority: 'customs' as const, facts: { licenceCode: `IT00${number}E`, licenceType: 'AD', licenceIssuedOn: on, workshopCode: `OE-${number}` } }] : []),
  ];
}

/** What is on record of an item; the plants near the end of the list have been looked at least. */
function findingsOf(plant: number, today: string): DemoLife['found'] {
  const day = (months: number) => new Date(Date.parse(today) - months * 30 * 86_400_000).toISOString().slice(0, 10);
  return scoredComplianceItems.filter((item, at) => item !== 'customs-licence' && chance(plant, at) < 0.98 - plant * 0.007).map((item, at) => ({
    item,
    body: { state: 'done', doneOn: day(2 + Math.floor(chance(at, plant) * 30)), number: `DEMO/${plant + 1}/${at + 1}`, reason: 'Demonstration: seen on paper' },
  }));
}

/**
 * What a plant of the demonstration has behind it, the same at every start of a day.
 *
 * @param plant its place in the portfolio @param today as `2026-11-21`
 * @returns nothing for one that is not in operation
 */
export function lifeOf(demo: DemoPlant, plant: number, today: string): DemoLife {
  if ((demo.history.at(-1) ?? demo.body.status) !== 'In Operation') return { months: [], records: [], found: [] };
  return { months: monthsBefore(today, monthsBack).map((month) => ({ month, body: monthOf(demo, plant, month) })), records: recordsOf(demo, plant), found: findingsOf(plant, today) };
}
