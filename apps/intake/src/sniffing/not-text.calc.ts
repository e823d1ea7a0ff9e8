import type { FileFormat, SniffResult } from '@kairos/contracts';

/** What there is to say of encoding, delimiter and the like where a format leaves no choice. */
export function notText(format: FileFormat, reason: string): Omit<SniffResult, 'sheet' | 'sheets' | 'headerRow' | 'columns' | 'profiles' | 'sampleRows' | 'problems'> {
  const given = <T>(value: T) => ({ value, confidence: 1, reason });
  return {
    format: given(format), compression: { value: 'none', confidence: 1, reason: 'it is not packed' }, encoding: given('utf-8'),
    delimiter: { value: ',', confidence: 0, reason }, quote: { value: '"', confidence: 0, reason }, lineEnd: { value: 'lf', confidence: 0, reason },
  };
}
