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
};

/** What somebody changes of something with a version. It follows what is kept until they change something, and then is theirs. */
export function useBasedDraft<Kept extends { version: number }, Values extends Readonly<Record<string, unknown>>>(kept: Kept, valuesOf: (kept: Kept) => Values): BasedDraft<Kept, Values> {
  const [draft, setDraft] = useState(() => ({ base: kept, values: valuesOf(kept) }));
  const dirty = changedFields(valuesOf(draft.base), draft.values).length > 0;
  const now = { base: kept, values: valuesOf(kept) };
  const { base, values } = dirty ? draft : now;
  return {
    base, values, dirty, overtaken: dirty && base.version !== kept.version,
    change: (changed) => setDraft({ base, values: { ...values, ...changed } }),
    reset: () => setDraft(now),
    rebase: () => setDraft({ base: kept, values: rebasedValues(valuesOf(base), values, now.values) }),
  };
}
