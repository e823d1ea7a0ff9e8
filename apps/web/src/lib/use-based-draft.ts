import { useState } from 'react';
import { changedFields, rebasedValues } from './based-draft.calc.ts';

export type BasedDraft<Kept, Values> = {
  base: Kept;
  values: Values;
  dirty: boolean;
  /** Somebody else saved meanwhile: what mine was made of stands no more. */
  overtaken: boolean;
  change: (changed: Partial<Values>) => void;
  /** Goes back to what is kept now. */
  reset: () => void;
  /** Puts what I changed upon what is kept now. */
  rebase: () => void;
  /** Goes on from what was saved, with what was typed since it was sent. */
  adopt: (saved: Kept, sent: Values) => void;
};

/** What somebody changes of something with a version. It follows what is kept until they change something, and then is theirs. */
export function useBasedDraft<Kept extends { version: number }, Values extends Readonly<Record<string, unknown>>>(kept: Kept, valuesOf: (kept: Kept) => Values): BasedDraft<Kept, Values> {
  const [draft, setDraft] = useState(() => ({ base: kept, values: valuesOf(kept) }));
  // What was saved is known before it is read again.
  const latest = draft.base.version > kept.version ? draft.base : kept;
  const now = { base: latest, values: valuesOf(latest) };
  const mine = hasAll(changedFields(valuesOf(draft.base), now.values), now.values, draft.values) ? { base: latest, values: draft.values } : draft;
  const dirty = changedFields(valuesOf(mine.base), mine.values).length > 0;
  const { base, values } = dirty ? mine : now;
  return {
    base, values, dirty, overtaken: dirty && base.version !== latest.version,
    change: (changed) => setDraft({ base, values: { ...values, ...changed } }),
    reset: () => setDraft(now),
    rebase: () => setDraft({ base: latest, values: rebasedValues(valuesOf(base), values, now.values) }),
    adopt: (saved, sent) => setDraft((before) => ({ base: saved, values: rebasedValues(sent, before.values, valuesOf(saved)) })),
  };
}

/** Whether I hold in these fields what is kept in them: nobody's change is lost when mine goes on from there. */
function hasAll(fields: readonly string[], kept: Readonly<Record<string, unknown>>, mine: Readonly<Record<string, unknown>>): boolean {
  const different = changedFields(kept, mine);
  return !fields.some((field) => different.includes(field));
}
