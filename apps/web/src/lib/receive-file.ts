import type { ApiRequest } from './http.ts';
import { nameOfFile } from './save-file.ts';
import { callForFile } from './session.ts';

export type Received = { file: Blob; name: string | undefined; headers: Headers };
/** What came was cut off: it is not whole, and nobody should take it for that. */
export class BrokeOff extends Error {}

/** Takes in what a route answers and tells how far it is. @throws ApiProblem, BrokeOff, or an AbortError once it is given up */
export async function receiveFile(request: ApiRequest, onProgress: (receivedBytes: number) => void): Promise<Received> {
  const response = await callForFile(request);
  const pieces: BlobPart[] = [];
  let receivedBytes = 0;
  try {
    for (let reader = response.body?.getReader(), next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      pieces.push(next.value);
      receivedBytes += next.value.byteLength;
      onProgress(receivedBytes);
    }
  } catch (error) {
    throw request.signal?.aborted ? error : new BrokeOff();
  }
  return { file: new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name: nameOfFile(response), headers: response.headers };
}
