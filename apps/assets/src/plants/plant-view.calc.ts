import { kilowattsOf, sizeBands, type CustomFieldValues, type PlantStatus, type PlantType, type PlantView, type SizeBand } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';
import { activeAndInactive } from '../custom-fields/custom-field-rules.calc.ts';
import { predicateFactsOf } from './custom-fields-of-plant.calc.ts';
import type { PlantRules } from './plant-rules.calc.ts';
import { trimmedDecimal } from './trimmed-decimal.calc.ts';

export type PlantRow = {
  id: string; code: string; name: string; type: PlantType; status: PlantStatus; capacity_w: string; location: string | null;
  address: string | null; municipality: string | null; province: string | null; region: string | null; latitude_deg: string | null;
  longitude_deg: string | null; commissioned_on: string | null; commissioning_year: number | null; owner_name: string | null;
  technology: string | null; pod_code: string | null;
  protected_area: boolean; time_zone: string | null; incentives_per_year_eur: string | null; incentives_total_eur: string | null; customs_licence_active: boolean | null;
  tags: string[]; notes: string | null; custom_fields: CustomFieldValues | null; version: number; created_at: string; updated_at: string;
};

/** @param rules of the tenant, for a plant that holds custom fields */
export function toPlantView(row: PlantRow, rules?: PlantRules): PlantView {
  const capacityW = BigInt(row.capacity_w);
  return {
    id: row.id as PlantView['id'], code: row.code, name: row.name, type: row.type, status: row.status,
    capacityKw: kilowattsOf(capacityW), sizeBand: sizeBandOf(capacityW), location: row.location, address: row.address,
    municipality: row.municipality, province: row.province, region: row.region,
    latitudeDeg: trimmedDecimal(row.latitude_deg), longitudeDeg: trimmedDecimal(row.longitude_deg),
    commissionedOn: row.commissioned_on, commissioningYear: row.commissioning_year, ownerName: row.owner_name,
    technology: row.technology, podCode: row.pod_code, protectedArea: row.protected_area, timeZone: row.time_zone, incentivesPerYearEur: trimmedDecimal(row.incentives_per_year_eur),
    incentivesTotalEur: trimmedDecimal(row.incentives_total_eur), customsLicenceActive: row.customs_licence_active, tags: row.tags, notes: row.notes,
    ...customFieldsOf(row, capacityW, rules), version: row.version,
    createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  };
}

function customFieldsOf(row: PlantRow, capacityW: bigint, rules: PlantRules | undefined): Pick<PlantView, 'customFields' | 'inactiveCustomFields'> {
  if (!row.custom_fields || !rules) return { customFields: {}, inactiveCustomFields: row.custom_fields ?? {} };
  const granted = { incentivesTotalEur: row.incentives_total_eur, incentivesPerYearEur: row.incentives_per_year_eur, customsLicenceActive: row.customs_licence_active };
  const { active, inactive } = activeAndInactive(row.custom_fields, predicateFactsOf({ ...row, capacityW, protectedArea: row.protected_area, ...granted }, rules), rules.customFields);
  return { customFields: active, inactiveCustomFields: inactive };
}

/** Micro up to 20 kW, small 200, medium 1000, large 10 MW, utility above; the limit belongs to the smaller band. */
export function sizeBandOf(capacityW: bigint): SizeBand {
  return sizeBands.find((band) => capacityW <= (upToW[band] ?? capacityW)) ?? 'utility';
}

/** Between which capacities in watts a band lies; null where it has no end. */
export function sizeBandLimits(band: SizeBand): { aboveW: bigint | null; upToW: bigint | null } {
  const before = sizeBands[sizeBands.indexOf(band) - 1];
  return { aboveW: before ? upToW[before] : null, upToW: upToW[band] };
}

const upToW: Readonly<Record<SizeBand, bigint | null>> = { micro: 20_000n, small: 200_000n, medium: 1_000_000n, large: 10_000_000n, utility: null };
