import { Upload, type UploadOptions } from 'tus-js-client';

export type Sent = { url: string; requests: string[]; sourceFileId: string | undefined };

/** Uploads as a browser would, by the protocol's own client; `pause` leaves it after its first request. */
export function resumable(content: Buffer, options: Partial<UploadOptions>, pause = false): Promise<Sent> {
  const requests: string[] = [];
  return new Promise((resolve, reject) => {
    const upload = new Upload(content, {
      metadata: { filename: 'large.csv', filetype: 'text/csv' },
      retryDelays: null,
      ...options,
      onAfterResponse: (request, response) => void requests.push(`${request.getMethod()} ${response.getStatus()}`),
      onChunkComplete: () => {
        if (pause) void upload.abort().then(() => resolve({ url: upload.url ?? '', requests, sourceFileId: undefined }));
      },
      onSuccess: ({ lastResponse }) => resolve({ url: upload.url ?? '', requests, sourceFileId: lastResponse.getHeader('source-file-id') }),
      onError: reject,
    });
    upload.start();
  });
}
