import { useCallback, useEffect, useRef, useState } from 'react';
import { ResumableUpload, type UploadStanding } from '../lib/resumable-upload.ts';

type Phase = 'idle' | 'sending' | 'paused' | 'failed';
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

/** One file on its way up; `onArrived` hears the id of the source file that it became. */
export function useUpload(onArrived: (sourceFileId: string, file: File) => void): Upload {
  const running = useRef<ResumableUpload | undefined>(undefined);
  const [phase, setPhase] = useState<Phase>('idle');
  const [file, setFile] = useState<File>();
  const [standing, setStanding] = useState<UploadStanding>();
  const [error, setError] = useState<Error>();
  useEffect(() => () => running.current?.stop(), []);

  const run = useCallback(async (upload: ResumableUpload, sent: File) => {
    setPhase('sending');
    setError(undefined);
    try {
      const sourceFileId = await upload.send();
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
      running.current = new ResumableUpload(chosen, setStanding);
      void run(running.current, chosen);
    },
    pause: () => {
      running.current?.stop();
      setPhase('paused');
    },
    goOn: () => {
      if (running.current && file) void run(running.current, file);
    },
    cancel: () => {
      void running.current?.cancel();
      running.current = undefined;
      setPhase('idle');
      setFile(undefined);
      setError(undefined);
    },
  };
}
