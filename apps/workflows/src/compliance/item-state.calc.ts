import { predicateHolds, type ComplianceItem, type ObligationPack, type Predicate, type PredicateFacts, type ScoredComplianceItem } from '@kairos/contracts';

type State = ComplianceItem['state'];
type Pack = Pick<ObligationPack, 'obligations'>;

/** The obligation of the pack that an item is met by, again and again. */
export const obligationOfItem: Partial<Record<ScoredComplianceItem, string>> = {
  'spi-verification': 'spi-check', 'consumption-declaration': 'annual-consumption-declaration', antimafia: 'antimafia-renewal', 'fuel-mix': 'fuel-mix-disclosure',
};
/** D.Lgs. 504/1995 art. 52 c. 2 lett. a: no electric workshop up to and including 20 kW. */
export const needsLicence: Predicate = { field: 'capacityKw', op: 'above', value: '20' };

/** What became of the obligation of an item: when it was completed last, as a time in milliseconds, and whether the occurrence that is pending is past. */
export type ItemCourse = { completedMs: number | null; isOverdue: boolean };
/** What somebody said of an item, and when, as a time in milliseconds. */
export type ItemWord = { state: State; expiresOn: string | null; recordedMs: number };

/** What somebody said holds until the deadline of the item is completed after it was said. */
export function speaks({ recordedMs }: Pick<ItemWord, 'recordedMs'>, { completedMs }: Pick<ItemCourse, 'completedMs'>): boolean {
  return completedMs === null || completedMs <= recordedMs;
}

export function hasExpired({ expiresOn }: Pick<ItemWord, 'expiresOn'>, today: string): boolean {
  return expiresOn !== null && expiresOn < today;
}

/** The state of a scored item, as the checklist of its plant shows it, without the words: for thousands of plants at once. */
export function stateOfItem(pack: Pack, plant: PredicateFacts, code: ScoredComplianceItem, { word, course }: { word: ItemWord | undefined; course: ItemCourse | undefined }, today: string): State {
  const known = course ?? { completedMs: null, isOverdue: false };
  if (word && speaks(word, known)) return hasExpired(word, today) ? 'notDone' : word.state;
  if (code === 'customs-licence') return predicateHolds(needsLicence, plant) ? (plant.customsLicenceActive ? 'done' : 'notDone') : 'notApplicable';
  const obligation = pack.obligations.find((each) => each.code === obligationOfItem[code]);
  if (!obligation) return 'notDone';
  if (!predicateHolds(obligation.appliesWhen, plant)) return 'notApplicable';
  return known.completedMs !== null && !known.isOverdue ? 'done' : 'notDone';
}
