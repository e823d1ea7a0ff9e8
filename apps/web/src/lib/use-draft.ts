import { useEffect, useState } from 'react';
import { currentStanding, onStanding } from './session.ts';

/** What people typed and did not save yet, by whom and where. It outlives the page, and a session that ended under them, but not signing out. */
const drafts = new Map<string, unknown>();
onStanding(() => {
  const standing = currentStanding();
  if (standing.state === 'signed-out' && !standing.ended) drafts.clear();
});

export type Draft<T> = {
  value: T;
  /** Whether there is something to lose. */
  unsaved: boolean;
  /** Whether it was brought back from an earlier visit to the page. */
  restored: boolean;
  change: (next: T) => void;
  /** Starts anew, from what is given. */
  discard: (from: T) => void;
};

/** Keeps what is typed until it is saved or given up; the browser asks before it is closed over it. */
export function useDraft<T>(place: string, start: () => T): Draft<T> {
  const standing = currentStanding();
  const key = `${standing.state === 'signed-in' ? standing.session.membershipId : ''} ${place}`;
  const [{ value, restored, unsaved }, setState] = useState(() => ({ value: (drafts.get(key) as T | undefined) ?? start(), restored: drafts.has(key), unsaved: drafts.has(key) }));
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
  return {
    value, restored, unsaved,
    change: (next) => {
      drafts.set(key, next);
      setState({ value: next, restored, unsaved: true });
    },
    discard: (from) => {
      drafts.delete(key);
      setState({ value: from, restored: false, unsaved: false });
    },
  };
}
