import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ProofNotGiven } from '../lib/problem.ts';
import { onProofWanted } from '../lib/session.ts';

const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog.tsx')).ProofDialog }));

/** Asks once for whoever waits for a recent proof, and lets all of them go on. */
export function Proof() {
  const [wanted, setWanted] = useState(false);
  const waiting = useRef<{ go: () => void; stop: (reason: Error) => void }[]>([]);
  useEffect(
    () =>
      onProofWanted(() => {
        setWanted(true);
        return new Promise<void>((go, stop) => waiting.current.push({ go, stop }));
      }),
    [],
  );
  const settle = (given: boolean) => {
    setWanted(false);
    for (const { go, stop } of waiting.current.splice(0)) {
      if (given) go();
      else stop(new ProofNotGiven());
    }
  };
  return wanted && <Suspense><ProofDialog onSettled={settle} /></Suspense>;
}
