import type { Query } from './http.ts';
import { isPassing, isProblem } from './problem.ts';
import { sendFile, type FileAnswer } from './send-file.ts';
import { currentStanding } from './session.ts';

const tus = { 'tus-resumable': '1.0.0' };
const pieceBytes = 16 * 1024 * 1024;
const mostFailures = 6;
const longestWaitMs = 20_000;
const kept = 'kairos.uploads';

export type Resumable = {
  path: string;
  query: Query;
  file: File;
  /** What it is said to be, where that counts; its bytes tell otherwise. */
  fileType?: string;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
  /** Called when it broke off and is about to be tried again. */
  onBreak?: () => void;
};

/**
 * Sends a file by the tus protocol, and goes on from where it was when the connection fails, when it was paused, or when the same
 * file is chosen again after the page was left. @throws ApiProblem what is refused for good
 */
export async function sendResumably(resumable: Resumable): Promise<FileAnswer> {
  const mark = await markOf(resumable);
  try {
    const answer = await send(resumable, mark);
    remember(mark, undefined);
    return answer;
  } catch (error) {
    if (isProblem(error) && !isPassing(error)) remember(mark, undefined);
    throw error;
  }
}

/** Lets go of what has arrived of a file that nobody will go on with; without that it is kept for a day. */
export async function abandonResumable(resumable: Pick<Resumable, 'path' | 'query' | 'file'>): Promise<void> {
  const mark = await markOf(resumable);
  const place = begunBefore()[mark];
  remember(mark, undefined);
  if (place !== undefined) await sendFile({ method: 'DELETE', path: place, headers: tus });
}

async function send({ path, query, file, fileType, signal, onProgress, onBreak }: Resumable, mark: string): Promise<FileAnswer> {
  const begun = begunBefore()[mark];
  let standing = begun === undefined ? undefined : await standingOf(begun, signal);
  const place = begun !== undefined && standing ? begun : await begin({ path, query, file, signal, ...(fileType === undefined ? {} : { fileType }) });
  remember(mark, place);
  for (let failures = 0; ;) {
    const from = standing ? offsetOf(standing) : 0;
    if (standing && from === file.size) return standing;
    try {
      standing = await sendFile({
        method: 'PATCH', path: place, headers: { ...tus, 'upload-offset': String(from) }, file: file.slice(from, from + pieceBytes), contentType: 'application/offset+octet-stream', signal,
        onProgress: (sentBytes) => onProgress(from + sentBytes),
      });
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > mostFailures || !(isPassing(error) || isProblem(error, 'upload-offset-mismatch') || isProblem(error, 'upload-broke-off'))) throw error;
      onBreak?.();
      await waitABit(failures, signal);
      standing = (await standingOf(place, signal).catch((again: unknown) => (isPassing(again) ? standing : Promise.reject(again)))) ?? standing;
    }
  }
}

async function begin({ path, query, file, fileType, signal }: Omit<Resumable, 'onProgress' | 'onBreak'>): Promise<string> {
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const said = [`filename ${base64(file.name)}`, ...(fileType === undefined ? [] : [`filetype ${base64(fileType)}`])].join(',');
  const { header } = await sendFile({ path, query, headers: { ...tus, 'upload-length': String(file.size), 'upload-metadata': said }, signal });
  return (header('location') ?? '').replace(/^.*\/api\/v1/, '');
}

/** Nothing where an upload has ended or was never there. */
async function standingOf(place: string, signal: AbortSignal): Promise<FileAnswer | undefined> {
  try {
    return await sendFile({ method: 'HEAD', path: place, headers: tus, signal });
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

const offsetOf = ({ header }: FileAnswer): number => Number(header('upload-offset') ?? 0);

function waitABit(failures: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.min(longestWaitMs, 500 * 2 ** failures));
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(new DOMException('given up', 'AbortError')); }, { once: true });
  });
}

/** Who sends which file for what, as a hash: names of files are not left behind in the browser. */
async function markOf({ path, query, file }: Pick<Resumable, 'path' | 'query' | 'file'>): Promise<string> {
  const standing = currentStanding();
  const said = JSON.stringify([standing.state === 'signed-in' ? standing.session.membershipId : '', path, query, file.name, file.size, file.lastModified]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function begunBefore(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

function remember(mark: string, place: string | undefined): void {
  const { [mark]: _, ...others } = begunBefore();
  localStorage.setItem(kept, JSON.stringify(place === undefined ? others : { ...others, [mark]: place }));
}
