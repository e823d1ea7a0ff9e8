import type { ItalianRegion } from '@kairos/contracts';
import type { z } from 'zod';

export type Zone = 'north' | 'centre' | 'south' | 'islands';
type Region = z.infer<typeof ItalianRegion>;

/** The edition of these tables: whoever changes a number changes it too. */
export const tablesEdition = '2026-01';
export const tablesSource = 'Planning tables of the trade for Italy (yield by region, RID and SSP tariffs, UTF fee, connection cost): round figures to plan with, not a tariff decision, a quote or a measurement.';

/** Kilowatt-hours of sunlight that a kilowatt of modules sees in a year, and the zone of Italy, by region. */
export const regions: Readonly<Record<Region, { irradiationKwhPerKw: string; zone: Zone }>> = {
  "Valle d'Aosta": { irradiationKwhPerKw: '1200', zone: 'north' },
  Piemonte: { irradiationKwhPerKw: '1250', zone: 'north' },
  Lombardia: { irradiationKwhPerKw: '1220', zone: 'north' },
  'Trentino-Alto Adige': { irradiationKwhPerKw: '1300', zone: 'north' },
  Veneto: { irradiationKwhPerKw: '1280', zone: 'north' },
  'Friuli-Venezia Giulia': { irradiationKwhPerKw: '1260', zone: 'north' },
  Liguria: { irradiationKwhPerKw: '1320', zone: 'north' },
  'Emilia-Romagna': { irradiationKwhPerKw: '1290', zone: 'north' },
  Toscana: { irradiationKwhPerKw: '1350', zone: 'centre' },
  Umbria: { irradiationKwhPerKw: '1380', zone: 'centre' },
  Marche: { irradiationKwhPerKw: '1360', zone: 'centre' },
  Lazio: { irradiationKwhPerKw: '1420', zone: 'centre' },
  Abruzzo: { irradiationKwhPerKw: '1400', zone: 'south' },
  Molise: { irradiationKwhPerKw: '1450', zone: 'south' },
  Campania: { irradiationKwhPerKw: '1480', zone: 'south' },
  Puglia: { irradiationKwhPerKw: '1520', zone: 'south' },
  Basilicata: { irradiationKwhPerKw: '1500', zone: 'south' },
  Calabria: { irradiationKwhPerKw: '1550', zone: 'south' },
  Sicilia: { irradiationKwhPerKw: '1600', zone: 'islands' },
  Sardegna: { irradiationKwhPerKw: '1580', zone: 'islands' },
};
/** Of a plant whose region is not known. */
export const otherIrradiationKwhPerKw = '1300';

/** What RID pays more than in the north. */
export const zoneMultipliers: Readonly<Record<Zone, string>> = { north: '1', centre: '1.05', south: '1.1', islands: '1.15' };

/** The share of the sunlight that arrives at the meter. */
export const plannedPerformanceRatio = '0.8';

/** Classes of performance, best first: a plant is in the first whose ratio it reaches. */
export const performanceClasses = [
  { name: 'excellent', atLeast: '0.85' }, { name: 'good', atLeast: '0.8' }, { name: 'fair', atLeast: '0.75' }, { name: 'sufficient', atLeast: '0.7' },
] as const;

/** The limit belongs to the smaller band; the last band has none. */
export const ridTariffs = [{ upToW: 20_000n, eurPerKwh: '0.103' }, { upToW: 200_000n, eurPerKwh: '0.091' }, { upToW: null, eurPerKwh: '0.084' }] as const;
/** The mean of 0.045 and 0.055. */
export const sspEurPerKwh = '0.05';
export const sspMostW = 500_000n;

export const utfEurPerMwh = '0.0125';
/** Above, a plant is an electric workshop. */
export const utfAboveW = 20_000n;

/** Up to a hundred kilowatts a sum, above it so much for each kilowatt. */
export const connectionCosts = [
  { upToW: 6_000n, eur: '500' }, { upToW: 20_000n, eur: '1500' }, { upToW: 100_000n, eur: '5000' }, { upToW: 1_000_000n, eurPerKw: '100' }, { upToW: null, eurPerKw: '150' },
] as const;
export const connectionMultipliers = { new: '1', upgrade: '0.7', modification: '0.5' } as const;

export const contractYears = '20';
