import { z } from 'zod';
import { Euros, Kilowatts, ObligationPackVersion, PlantStatus, PlantType, type PredicateFacts } from '@kairos/contracts';

const Yes = z.enum(['true', 'false']).optional().catch(undefined);

/** Which version of the pack one reads, and the plant one tries it with: its facts stand in the address. */
export const ObligationsSearch = z.object({
  version: ObligationPackVersion.optional().catch(undefined),
  capacityKw: Kilowatts.optional().catch(undefined),
  type: PlantType.optional().catch(undefined),
  status: PlantStatus.optional().catch(undefined),
  protectedArea: Yes,
  customsLicenceActive: Yes,
  incentivesTotalEur: Euros.optional().catch(undefined),
  incentivesPerYearEur: Euros.optional().catch(undefined),
});
export type ObligationsSearch = z.infer<typeof ObligationsSearch>;

/** The plant that is tried; there is none as long as nobody has said its capacity. */
export function triedPlant(search: ObligationsSearch): PredicateFacts | undefined {
  const { capacityKw, type = 'Photovoltaic', status = 'In Operation', protectedArea, customsLicenceActive, incentivesTotalEur = null, incentivesPerYearEur = null } = search;
  if (capacityKw === undefined) return undefined;
  return {
    capacityKw, type, status, protectedArea: protectedArea === 'true', customsLicenceActive: customsLicenceActive === undefined ? null : customsLicenceActive === 'true',
    incentivesTotalEur, incentivesPerYearEur, incentivesBasis: 'total',
  };
}
