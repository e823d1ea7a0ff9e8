import { useSyncExternalStore } from 'react';
import { isProblem, type ApiProblem } from '../lib/problem.ts';
import { queryClient } from '../lib/query-client.ts';
import { currentStanding, onStanding } from '../lib/session.ts';
import { rateOf, withSample, type Sample } from '../lib/transfer-rate.calc.ts';
import { abandonDocument, sendDocument, type DocumentFacts } from './send-document.ts';

export type UploadState = 'waiting' | 'sending' | 'paused' | 'stored' | 'refused';
export type DocumentUpload = {
  key: string;
  file: File;
  facts: DocumentFacts;
  state: UploadState;
  sentBytes: number;
  /** Bytes per second, once that is known. */
  rate: number | undefined;
  problem: ApiProblem | undefined;
  documentId: string | undefined;
};

const atOnce = 2;
let uploads: readonly DocumentUpload[] = [];
const running = new Map<string, AbortController>();
const listeners = new Set<() => void>();

/** What is being uploaded goes on while people go from room to room. */
export function useDocumentUploads(): readonly DocumentUpload[] {
  return useSyncExternalStore(subscribe, () => uploads);
}

export function uploadDocuments(files: readonly { file: File; facts: DocumentFacts }[]): void {
  become([...uploads, ...files.map(({ file, facts }): DocumentUpload => ({ key: crypto.randomUUID(), file, facts, state: 'waiting', sentBytes: 0, rate: undefined, problem: undefined, documentId: undefined }))]);
  go();
}

/** Once more what was refused, or on with what was paused. */
export function resumeUpload(key: string): void {
  change(key, { state: 'waiting', problem: undefined });
  go();
}

export function pauseUpload(key: string): void {
  change(key, { state: 'paused', rate: undefined });
  running.get(key)?.abort();
}

/** Takes an upload off the list; what is under way is given up. */
export function dropUpload(key: string): void {
  const upload = uploads.find((other) => other.key === key);
  become(uploads.filter((other) => other !== upload));
  running.get(key)?.abort();
  // What cannot be let go of now expires by itself.
  if (upload && upload.state !== 'stored') abandonDocument(upload.file, upload.facts).catch(() => undefined);
}

export function dropStored(): void {
  become(uploads.filter(({ state }) => state !== 'stored'));
}

function go(): void {
  for (const upload of uploads.filter(({ state, key }) => state === 'waiting' && !running.has(key)).slice(0, Math.max(0, atOnce - running.size))) void run(upload);
}

async function run({ key, file, facts }: DocumentUpload): Promise<void> {
  const controller = new AbortController();
  running.set(key, controller);
  change(key, { state: 'sending' });
  let samples: readonly Sample[] = [];
  const onProgress = (sentBytes: number) => {
    samples = withSample(samples, { atMs: performance.now(), bytes: sentBytes });
    change(key, { sentBytes, rate: rateOf(samples) });
  };
  try {
    const documentId = await sendDocument({ file, facts, signal: controller.signal, onProgress });
    change(key, { state: 'stored', sentBytes: file.size, rate: undefined, documentId });
    void queryClient.invalidateQueries({ queryKey: ['workflows'] });
  } catch (error) {
    // What was paused or taken off the list was given up on purpose.
    if (!controller.signal.aborted) change(key, { state: 'refused', sentBytes: 0, rate: undefined, problem: isProblem(error) ? error : undefined });
  } finally {
    running.delete(key);
    go();
  }
}

function change(key: string, changes: Partial<DocumentUpload>): void {
  become(uploads.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

function become(next: readonly DocumentUpload[]): void {
  uploads = next;
  // The browser asks before it is closed over what is on its way.
  if (uploads.some(({ state }) => state === 'waiting' || state === 'sending')) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let sender = memberNow();
function memberNow(): string | undefined {
  const standing = currentStanding();
  return standing.state === 'signed-in' ? standing.session.membershipId : undefined;
}

// What one person uploads is nothing to the next who signs in here; a session that has ended can be taken up again.
onStanding(() => {
  const standing = currentStanding();
  const member = memberNow();
  const over = (standing.state === 'signed-out' && !standing.ended) || (member !== undefined && sender !== undefined && member !== sender);
  sender = member ?? sender;
  if (!over) return;
  become([]);
  for (const controller of running.values()) controller.abort();
});
