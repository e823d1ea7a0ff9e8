import { useSyncExternalStore } from 'react';

const page = () => document.documentElement.dataset;

/** Paper is light: while the page is printed it is too, whatever it looks like on the screen. */
export function printInLight(): void {
  let worn: string | undefined;
  addEventListener('beforeprint', () => {
    if ('printing' in page()) return;
    worn = page()['mantineColorScheme'];
    Object.assign(page(), { printing: '', mantineColorScheme: 'light' });
  });
  addEventListener('afterprint', () => {
    delete page()['printing'];
    if (worn) page()['mantineColorScheme'] = worn;
  });
}

function subscribe(changed: () => void): () => void {
  const moments = ['beforeprint', 'afterprint'];
  for (const moment of moments) addEventListener(moment, changed);
  return () => {
    for (const moment of moments) removeEventListener(moment, changed);
  };
}

/** Whether the page is being printed: then everything that is there stands in it, in sight or not. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => 'printing' in page());
