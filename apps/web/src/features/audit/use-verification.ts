import { useRef, useState } from 'react';
import { callForFile } from '../../lib/session.ts';
import { exportPath } from './audit.api.ts';
import { ChainCheck, type Proof } from './chain-check.ts';

export type Verification = { state: 'idle' | 'running' | 'done' | 'stopped'; proof?: Proof; ratePerSecond?: number; error?: Error };
const linesAtOnce = 500;
const toldEveryMs = 250;

/** Reads the chain as it comes and follows it, telling now and then how far it is. */
export function useVerification() {
  const [verification, tell] = useState<Verification>({ state: 'idle' });
  const stopping = useRef<AbortController>(undefined);
  const start = () => {
    const abort = new AbortController();
    stopping.current = abort;
    tell({ state: 'running' });
    follow(abort.signal, (proof, ratePerSecond) => tell({ state: 'running', proof, ratePerSecond })).then(
      (proof) => tell({ state: 'done', proof }),
      (error: unknown) => tell(abort.signal.aborted ? { state: 'stopped' } : { state: 'idle', error: error instanceof Error ? error : new Error(String(error)) }),
    );
  };
  return { verification, start, stop: () => stopping.current?.abort() };
}

async function follow(signal: AbortSignal, tell: (proof: Proof, ratePerSecond: number) => void): Promise<Proof> {
  const { body } = await callForFile({ path: exportPath, signal });
  if (!body) throw new TypeError('The server sent nothing.');
  const reader = body.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  const [check, began] = [new ChainCheck(), performance.now()];
  const lines: string[] = [];
  let [rest, toldAt] = ['', 0];
  for (let piece = await reader.read(); !piece.done && !check.fault; piece = await reader.read()) {
    const parts = (rest + piece.value).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (lines.length >= linesAtOnce) await check.take(lines.splice(0));
    if (performance.now() - toldAt > toldEveryMs) {
      toldAt = performance.now();
      const proof = check.report();
      tell(proof, Math.round((proof.records * 1000) / Math.max(toldAt - began, 1)));
    }
  }
  await check.take([...lines, rest]);
  await reader.cancel();
  return check.finish();
}
