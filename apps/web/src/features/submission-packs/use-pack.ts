import { useRef, useState } from 'react';
import type { MakeSubmissionPackBody } from '@kairos/contracts';
import { queryClient } from '../../lib/query-client.ts';
import { receiveFile } from '../../lib/receive-file.ts';
import { saveBlob } from '../../lib/save-file.ts';
import { rateOf, withSample, type Sample } from '../../lib/transfer-rate.calc.ts';
import { packRequest } from './submission-packs.api.ts';

export type PackStanding =
  | { state: 'idle' }
  | { state: 'coming'; receivedBytes: number; rate: number | undefined }
  | { state: 'here'; name: string; file: Blob; manifestSha256: string }
  | { state: 'failed'; error: Error };
export type PackInHand = { standing: PackStanding; make: (body: Partial<MakeSubmissionPackBody>) => Promise<void>; stop: () => void };

/** Makes a pack, tells how far it is, and saves it once it is whole. */
export function usePack(workflowId: string, name: string): PackInHand {
  const [standing, setStanding] = useState<PackStanding>({ state: 'idle' });
  const controller = useRef<AbortController>(null);
  const make = async (body: Partial<MakeSubmissionPackBody>) => {
    controller.current = new AbortController();
    const { signal } = controller.current;
    let samples: readonly Sample[] = [];
    setStanding({ state: 'coming', receivedBytes: 0, rate: undefined });
    try {
      const received = await receiveFile(packRequest(workflowId, body, signal), (receivedBytes) => {
        samples = withSample(samples, { atMs: performance.now(), bytes: receivedBytes });
        setStanding({ state: 'coming', receivedBytes, rate: rateOf(samples) });
      });
      const called = received.name ?? name;
      saveBlob(received.file, called);
      setStanding({ state: 'here', name: called, file: received.file, manifestSha256: received.headers.get('kairos-manifest-sha256') ?? '' });
    } catch (error) {
      setStanding(signal.aborted ? { state: 'idle' } : { state: 'failed', error: error as Error });
    }
    void queryClient.invalidateQueries({ queryKey: ['workflows', 'submission-packs'] });
  };
  return { standing, make, stop: () => controller.current?.abort() };
}
