import { Upload, type HttpRequest, type HttpResponse } from 'tus-js-client';
import type { Caller } from '@kairos/testing';

type Options = { endpoint?: string; uploadUrl?: string; fileName?: string; type?: string; chunkSize?: number; stopAfter?: number };
export type Sent = { url: string; sourceFileId: string | undefined; requests: string[]; stopped: boolean };

/** Uploads as a browser would, by the protocol's own client; `stopAfter` so many bytes it is paused. */
export function tusUpload(caller: Pick<Caller, 'token'>, content: Buffer, options: Options): Promise<Sent> {
  const { fileName = 'plants.csv', type = 'text/csv', chunkSize = Infinity, stopAfter } = options;
  const requests: string[] = [];
  return new Promise((resolve, reject) => {
    const end = (stopped: boolean, sourceFileId?: string) => resolve({ url: upload.url ?? '', sourceFileId, requests, stopped });
    const upload = new Upload(content, {
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(options.uploadUrl === undefined ? {} : { uploadUrl: options.uploadUrl }),
      headers: { authorization: `Bearer ${caller.token}` },
      metadata: { filename: fileName, filetype: type },
      chunkSize,
      retryDelays: null,
      onAfterResponse: (request: HttpRequest, response: HttpResponse) => void requests.push(`${request.getMethod()} ${response.getStatus()}`),
      onChunkComplete: (_size, accepted) => {
        if (stopAfter !== undefined && accepted >= stopAfter) void upload.abort().then(() => end(true));
      },
      onSuccess: ({ lastResponse }) => end(false, lastResponse.getHeader('source-file-id')),
      onError: reject,
    });
    upload.start();
  });
}
