import { useSyncExternalStore } from 'react';
import { locales, type Locale } from '@kairos/contracts';

const kept = 'kairos.locale';
const listeners = new Set<() => void>();
let locale: Locale = chosen() ?? ofBrowser();

function chosen(): Locale | undefined {
  return locales.find((known) => known === localStorage.getItem(kept));
}

function ofBrowser(): Locale {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.flatMap((tag) => locales.filter((known) => known === tag))[0] ?? 'en';
}

/** The language of whoever signed in counts until they choose another here. */
export function suggestLocale(suggested: Locale): void {
  if (!chosen()) become(suggested);
}

export function chooseLocale(next: Locale): void {
  localStorage.setItem(kept, next);
  become(next);
}

export function currentLocale(): Locale {
  return locale;
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: Locale): void {
  locale = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

// All tabs of somebody speak one language.
addEventListener('storage', ({ key }) => {
  if (key === kept) become(chosen() ?? locale);
});

document.documentElement.lang = locale;
