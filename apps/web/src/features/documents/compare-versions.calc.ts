import type { DocumentVersionView } from '@kairos/contracts';

type Compared = Pick<DocumentVersionView, 'number' | 'sha256' | 'byteSize'>;
/** How a version differs from the one before it; or which earlier one it is again, byte for byte. */
export type Difference = { kind: 'first' } | { kind: 'same'; as: number } | { kind: 'differs'; from: number; bytes: number };

/** @param versions of one document, in any order */
export function differenceOf(version: Compared, versions: readonly Compared[]): Difference {
  const earlier = versions.filter(({ number }) => number < version.number).sort((a, b) => b.number - a.number);
  const same = earlier.find(({ sha256 }) => sha256 === version.sha256);
  if (same) return { kind: 'same', as: same.number };
  const [before] = earlier;
  return before ? { kind: 'differs', from: before.number, bytes: version.byteSize - before.byteSize } : { kind: 'first' };
}
