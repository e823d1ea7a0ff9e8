import { addressOf, refusalOf, type ApiRequest, type Method } from './http.ts';
import type { ApiProblem } from './problem.ts';
import { asCaller } from './session.ts';

export type FileRequest = Pick<ApiRequest, 'path' | 'query' | 'headers' | 'signal'> & {
  method?: Method | 'HEAD';
  file?: Blob;
  contentType?: string;
  /** How many bytes are on their way, as the browser tells. */
  onProgress?: (sentBytes: number) => void;
};
export type FileAnswer = { status: number; header: (name: string) => string | null; body: unknown };

/** Sends bytes and tells how far they are, which `fetch` does not. @throws ApiProblem, or an AbortError once it is given up */
export function sendFile(request: FileRequest): Promise<FileAnswer> {
  return asCaller((token) => transmit(request, token));
}

function transmit({ method = 'POST', path, query, headers = {}, file, contentType = 'application/octet-stream', onProgress, signal }: FileRequest, token: string): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException('given up', 'AbortError'));
    const request = new XMLHttpRequest();
    const giveUp = () => request.abort();
    signal?.addEventListener('abort', giveUp, { once: true });
    request.open(method, addressOf({ path, ...(query ? { query } : {}) }));
    for (const [name, value] of Object.entries({ accept: 'application/json', authorization: `Bearer ${token}`, ...(file ? { 'content-type': contentType } : {}), ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded);
    request.onloadend = () => {
      signal?.removeEventListener('abort', giveUp);
      const body = read(request.responseText);
      if (signal?.aborted && request.status === 0) reject(new DOMException('given up', 'AbortError'));
      else if (request.status >= 200 && request.status < 300) resolve({ status: request.status, header: (name) => request.getResponseHeader(name), body });
      else void refusalOf(request.status, body as ApiProblem['problem']).then(reject);
    };
    request.send(file ?? null);
  });
}

/** What is no JSON says nothing: a proxy may answer as well. */
function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
