import { useSyncExternalStore } from 'react';

const kept = 'kairos.timeZone';
const listeners = new Set<() => void>();
let timeZone = known(localStorage.getItem(kept)) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;

function known(zone: string | null): string | undefined {
  try {
    return zone === null ? undefined : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The zone of the account counts, wherever its browser is; it is kept so that the next page begins with it. */
export function takeTimeZone(zone: string): void {
  const next = known(zone);
  if (next === undefined || next === timeZone) return;
  localStorage.setItem(kept, next);
  timeZone = next;
  for (const listener of listeners) listener();
}

/** Where who is signed in keeps their time; until that is known, where the browser is. */
export function currentTimeZone(): string {
  return timeZone;
}

export function useTimeZone(): string {
  return useSyncExternalStore(subscribe, currentTimeZone);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
