import { kilowattsOf, PlantDeleted, type EventOf, type IncentivesBasis, type PlantChanged, type PlantRegistered, type PlantSnapshot, type PlantState, type PlantStatus, type PlantStatusChanged, type PlantType } from '@kairos/contracts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';

export type PlantEvent = EventOf<typeof PlantRegistered | typeof PlantChanged | typeof PlantStatusChanged | typeof PlantDeleted | typeof PlantSnapshot>;
export type PlantFacts = ObligationFacts & { plantId: string; code: string; name: string; deleted: boolean };
/** What an event left of a plant, and what was known of it before. */
export type ToldFacts = { event: PlantEvent; plant: PlantFacts; before: ObligationFacts | null };
/** `named` is what papers name of it: told with each event, and not read again to decide by. */
export type KnownPlant = { facts: Omit<PlantFacts, 'plantId' | 'incentivesBasis'> & { named?: Pick<PlantState, 'region' | 'podCode' | 'ownerName' | 'address'> }; version: number };

export type PlantFactsRow = {
  code: string; name: string; type: PlantType; status: PlantStatus; capacityW: string; commissionedOn: string | null; municipality: string | null; province: string | null;
  protectedArea: boolean; incentivesTotalEur: string | null; incentivesPerYearEur: string | null; customsLicenceActive: boolean | null; deleted: boolean;
};

/**
 * What events leave of their plants, one after the other. One that is older than what is known tells nothing; a snapshot repeats the
 * version it was taken at, so an equal version is no older one.
 *
 * @param known by the id of the plant; holds afterwards what is known then
 */
export function tellFacts(events: readonly PlantEvent[], known: Map<string, KnownPlant>, incentivesBasis: IncentivesBasis): ToldFacts[] {
  return events.flatMap((event) => {
    const { plantId } = event.data;
    const earlier = known.get(plantId);
    if (earlier && event.aggregateversion < earlier.version) return [];
    const facts = factsOf(event);
    known.set(plantId, { facts, version: event.aggregateversion });
    // The basis is the tenant's and counts where there are incentives alone.
    const basis = getsIncentives(facts) ? incentivesBasis : 'total';
    return [{ event, plant: { ...facts, plantId, incentivesBasis: basis }, before: earlier ? { ...earlier.facts, incentivesBasis: basis } : null }];
  });
}

export function getsIncentives({ incentivesTotalEur, incentivesPerYearEur }: Pick<ObligationFacts, 'incentivesTotalEur' | 'incentivesPerYearEur'>): boolean {
  return incentivesTotalEur !== null || incentivesPerYearEur !== null;
}

/** The facts of a plant as `plantFactsJson` reads them. */
export function plantFactsOf({ capacityW, ...facts }: PlantFactsRow): Omit<PlantFacts, 'plantId' | 'incentivesBasis'> {
  return { ...facts, capacityKw: kilowattsOf(BigInt(capacityW)) };
}

function factsOf({ type, data }: PlantEvent): KnownPlant['facts'] {
  const { code, name, status, capacityKw, commissionedOn, municipality, province, protectedArea, incentivesTotalEur, incentivesPerYearEur, customsLicenceActive, region, podCode, ownerName, address } = data;
  const deleted = type === PlantDeleted.type || ('deleted' in data && data.deleted);
  return { code, name, type: data.type, status, capacityKw, commissionedOn, municipality, province, protectedArea, incentivesTotalEur, incentivesPerYearEur, customsLicenceActive, deleted, named: { region, podCode, ownerName, address } };
}
