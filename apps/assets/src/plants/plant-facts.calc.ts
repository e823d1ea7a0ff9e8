import { kilowattsOf, type FieldChange, type FieldValue } from '@kairos/contracts';
import { flatCustomFields } from '../custom-fields/custom-field-paths.calc.ts';
import type { Plant } from './plant.entity.ts';
import { trimmedDecimal } from './trimmed-decimal.calc.ts';

/** As many characters of a text as a plan tells. */
const longestTold = 500;

/** Every fact of a plant that a row can name, by the name it has there. */
export type PlantFacts = Record<string, FieldValue>;

export function factsOf(plant: Plant): PlantFacts {
  const { code, name, type, status, location, address, municipality, province, region, commissionedOn, commissioningYear, ownerName, technology, podCode, protectedArea, timeZone, tags, notes } = plant;
  const facts = {
    code, name, type, status, capacityKw: kilowattsOf(plant.capacityW), location, address, municipality, province, region,
    latitudeDeg: trimmedDecimal(plant.latitudeDeg), longitudeDeg: trimmedDecimal(plant.longitudeDeg), commissionedOn, commissioningYear, ownerName, technology, podCode, protectedArea, timeZone, tags: [...tags], notes,
  };
  const known: PlantFacts = Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, value ?? null]));
  return plant.customFields ? { ...known, ...flatCustomFields(plant.customFields) } : known;
}

/** All that is known of a plant: its facts, and what authorities granted it. */
export function knownOf(plant: Plant): PlantFacts {
  const { incentivesPerYearEur, incentivesTotalEur, customsLicenceActive } = plant;
  return { ...factsOf(plant), incentivesPerYearEur: trimmedDecimal(incentivesPerYearEur), incentivesTotalEur: trimmedDecimal(incentivesTotalEur), customsLicenceActive: customsLicenceActive ?? null };
}

/** The named fields, each with what it held and holds now, where that differs. */
export function changesOf(before: PlantFacts, after: PlantFacts): FieldChange[] {
  return Object.keys({ ...before, ...after }).flatMap((field) => {
    const [was, is] = [told(before[field] ?? null), told(after[field] ?? null)];
    return JSON.stringify(before[field] ?? null) === JSON.stringify(after[field] ?? null) ? [] : [{ field, before: was, after: is }];
  });
}

function told(value: FieldValue): FieldValue {
  return typeof value === 'string' && value.length > longestTold ? `${value.slice(0, longestTold).toWellFormed()}…` : value;
}
