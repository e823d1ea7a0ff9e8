import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../lib/problem.ts';
import { sendResumably } from '../lib/send-resumably.ts';
import { rateOf, withSample, type Sample } from '../lib/transfer-rate.calc.ts';

type Phase = 'idle' | 'sending' | 'paused' | 'failed';
export type UploadStanding = { sent: number; total: number; bytesPerSecond: number | undefined; waiting: boolean };
export type Upload = {
  phase: Phase;
  file: File | undefined;
  standing: UploadStanding | undefined;
  error: Error | undefined;
  begin: (file: File) => void;
  pause: () => void;
  /** Goes on from where it was, after a pause or a failure. */
  goOn: () => void;
  cancel: () => void;
};

const fileTypes: Record<string, string> = {
  tsv: 'text/tab-separated-values', jsonl: 'application/jsonl', ndjson: 'application/x-ndjson', gz: 'application/gzip', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const fileTypeOf = (file: File) => fileTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/csv';

/** One file on its way up; `onArrived` hears the id of the source file that it became. */
export function useSourceFile(onArrived: (sourceFileId: string, file: File) => void): Upload {
  const stopping = useRef<AbortController | undefined>(undefined);
  const [phase, setPhase] = useState<Phase>('idle');
  const [file, setFile] = useState<File>();
  const [standing, setStanding] = useState<UploadStanding>();
  const [error, setError] = useState<Error>();
  useEffect(() => () => stopping.current?.abort(), []);

  const run = useCallback(async (sent: File) => {
    stopping.current = new AbortController();
    let samples: readonly Sample[] = [];
    setPhase('sending');
    setError(undefined);
    try {
      const answer = await sendResumably({
        path: '/intake/uploads', query: {}, file: sent, fileType: fileTypeOf(sent), signal: stopping.current.signal,
        onProgress: (bytes) => {
          samples = withSample(samples, { atMs: performance.now(), bytes });
          setStanding({ sent: bytes, total: sent.size, bytesPerSecond: rateOf(samples), waiting: false });
        },
        onBreak: () => setStanding((before) => before && { ...before, waiting: true }),
      });
      const sourceFileId = answer.header('source-file-id');
      if (sourceFileId === null) throw new ApiProblem(0, undefined);
      setPhase('idle');
      onArrived(sourceFileId, sent);
    } catch (caught) {
      if (caught instanceof DOMException && caught.name === 'AbortError') return;
      setPhase('failed');
      setError(caught as Error);
    }
  }, [onArrived]);

  return {
    phase, file, standing, error,
    begin: (chosen) => {
      setFile(chosen);
      setStanding({ sent: 0, total: chosen.size, bytesPerSecond: undefined, waiting: false });
      void run(chosen);
    },
    pause: () => {
      stopping.current?.abort();
      setPhase('paused');
    },
    goOn: () => {
      if (file) void run(file);
    },
    cancel: () => {
      stopping.current?.abort();
      setPhase('idle');
      setFile(undefined);
      setError(undefined);
    },
  };
}
