import { useCallback } from 'react';
import { useFormats } from '../lib/use-formats.ts';

const units = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people say it: `1.2 MB`. */
export function useBytes(): (bytes: number) => string {
  const { number } = useFormats();
  return useCallback((bytes) => {
    const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return `${number(bytes / 1000 ** step, { maximumFractionDigits: step === 0 ? 0 : 1 })} ${units[step]}`;
  }, [number]);
}
