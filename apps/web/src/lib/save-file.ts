import type { ApiRequest } from './http.ts';
import { callForFile } from './session.ts';

/** Saves what a route answers as a file. @throws ApiProblem */
export async function saveFile(request: ApiRequest, name: string): Promise<void> {
  const response = await callForFile(request);
  saveBlob(await response.blob(), nameOfFile(response) ?? name);
}

/** What an answer says its file is called: in full, or in plain ASCII (RFC 6266). */
export function nameOfFile({ headers }: Pick<Response, 'headers'>): string | undefined {
  const said = headers.get('content-disposition') ?? '';
  const full = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1];
  return full === undefined ? /filename="?([^";]+)"?/.exec(said)?.[1] : decodeURIComponent(full);
}

/** Saves text that the page holds as a file. */
export function saveText(text: string, name: string): void {
  saveBlob(new Blob([text], { type: 'text/plain' }), name);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
