import {
  complianceAlertBelow, complianceTitles, scoredComplianceItems, unscoredComplianceItems,
  type ComplianceItem, type ComplianceItemCode, type LocalText, type ObligationPack, type ScoredComplianceItem,
} from '@kairos/contracts';
import { evaluate, tellFailures, type ObligationFacts } from '../obligations/predicate.calc.ts';
import { hasExpired, needsLicence, obligationOfItem, speaks } from './item-state.calc.ts';

/** The last completed or the pending occurrence of an obligation. */
export type KnownDeadline = { id: string; code: string; status: 'open' | 'dateMissing' | 'completed'; dueOn: string | null; completedOn: string | null; completedAt: string | null; note: string | null };
/** What somebody said of an item. */
export type KnownEntry = {
  item: ComplianceItemCode; title: LocalText | null; state: ComplianceItem['state']; doneOn: string | null; number: string | null; expiresOn: string | null; reason: string;
  recordedBy: string; recordedAt: string; version: number;
};
export type Known = { deadlines: readonly KnownDeadline[]; entries: readonly KnownEntry[] };
type Shown = Omit<ComplianceItem, 'code' | 'title' | 'scored' | 'version'>;

const bare = { doneOn: null, number: null, expiresOn: null, source: null };

/**
 * The state of every item of a plant. What somebody said holds until it expires, or until the deadline of the item is
 * completed after it was said; else the deadlines and facts of the plant speak.
 */
export function checklistOf(pack: Pick<ObligationPack, 'obligations'>, plant: ObligationFacts, { deadlines, entries }: Known, today: string): ComplianceItem[] {
  const customs = entries.map(({ item }) => item).filter((item) => item.startsWith('custom-'));
  return [...scoredComplianceItems, ...unscoredComplianceItems, ...customs].map((code) => {
    const entry = entries.find(({ item }) => item === code);
    const scored = isScored(code);
    const obligation = scored ? obligationOfItem[code] : undefined;
    const own = deadlines.filter((deadline) => deadline.code === obligation);
    const shown = (entry && said(entry, own, today)) ?? (scored ? shownBy(pack, plant, code, own, today) : { ...bare, state: 'notDone' as const, because: 'nobody has recorded it' });
    return { code, title: entry?.title ?? titleOf(code), scored, ...shown, version: entry?.version ?? 0 };
  });
}

/** What is done or does not apply, of the eight, in whole per cent rounded down. */
export function scoreOf(items: readonly Pick<ComplianceItem, 'scored' | 'state'>[]) {
  const states = items.filter(({ scored }) => scored).map(({ state }) => state);
  const count = (state: ComplianceItem['state']) => states.filter((each) => each === state).length;
  return { ...percentOf(states), done: count('done'), notApplicable: count('notApplicable'), notDone: count('notDone') };
}

/** The same of the states of the eight. */
export function percentOf(states: readonly ComplianceItem['state'][]) {
  const scorePercent = Math.floor((states.filter((state) => state !== 'notDone').length / scoredComplianceItems.length) * 100);
  return { scorePercent, alert: scorePercent < complianceAlertBelow };
}

function isScored(code: string): code is ScoredComplianceItem {
  return (scoredComplianceItems as readonly string[]).includes(code);
}

function titleOf(code: ComplianceItemCode): LocalText {
  return (complianceTitles as Record<string, LocalText>)[code] ?? { en: code, it: code };
}

function said({ state, doneOn, number, expiresOn, reason, recordedBy, recordedAt }: KnownEntry, own: readonly KnownDeadline[], today: string): Shown | undefined {
  if (own.some(({ completedAt }) => !speaks({ recordedMs: Date.parse(recordedAt) }, { completedMs: completedAt === null ? null : Date.parse(completedAt) }))) return undefined;
  const source = { kind: 'entry' as const, reason, recordedBy: recordedBy as never, recordedAt };
  if (hasExpired({ expiresOn }, today)) return { state: 'notDone', because: `expired on ${expiresOn ?? ''}`, doneOn, number, expiresOn, source };
  return { state, because: reason, doneOn, number, expiresOn, source };
}

function shownBy(pack: Pick<ObligationPack, 'obligations'>, plant: ObligationFacts, code: ScoredComplianceItem, own: readonly KnownDeadline[], today: string): Shown {
  if (code === 'customs-licence') return shownByLicence(plant);
  const obligation = pack.obligations.find((each) => each.code === obligationOfItem[code]);
  if (!obligation) return { ...bare, state: 'notDone', because: 'nobody has recorded it' };
  const { applies, failed } = evaluate(obligation.appliesWhen, plant);
  return applies ? shownByDeadlines(own, today) : { ...bare, state: 'notApplicable', because: tellFailures(failed, plant), source: { kind: 'rule' } };
}

function shownByLicence(plant: ObligationFacts): Shown {
  const { applies, failed } = evaluate(needsLicence, plant);
  if (!applies) return { ...bare, state: 'notApplicable', because: tellFailures(failed, plant), source: { kind: 'rule' } };
  if (plant.customsLicenceActive === null) return { ...bare, state: 'notDone', because: 'nobody has recorded a licence' };
  const source = { kind: 'plantFact' as const, field: 'customsLicenceActive' };
  return plant.customsLicenceActive ? { ...bare, state: 'done', because: 'the licence is active', source } : { ...bare, state: 'notDone', because: 'the licence is not active', source };
}

/** Done while the last occurrence was completed and the next one is not past. */
function shownByDeadlines(own: readonly KnownDeadline[], today: string): Shown {
  const pending = own.find(({ status }) => status !== 'completed');
  const completed = own.filter(({ status }) => status === 'completed').reduce<KnownDeadline | undefined>((last, each) => ((last?.completedOn ?? '') > (each.completedOn ?? '') ? last : each), undefined);
  if (pending?.dueOn && pending.dueOn < today) {
    return { ...bare, state: 'notDone', because: `overdue since ${pending.dueOn}`, doneOn: completed?.completedOn ?? null, source: { kind: 'deadline', deadlineId: pending.id as never } };
  }
  if (!completed) return { ...bare, state: 'notDone', because: pending?.dueOn ? `due on ${pending.dueOn}, never completed here` : 'never completed here' };
  const { id, completedOn, note } = completed;
  return { state: 'done', because: `completed on ${completedOn ?? ''}`, doneOn: completedOn, number: note?.slice(0, 100) ?? null, expiresOn: pending?.dueOn ?? null, source: { kind: 'deadline', deadlineId: id as never } };
}
