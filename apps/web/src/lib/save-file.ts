import type { ApiRequest } from './http.ts';
import { callForFile } from './session.ts';

/** Saves what a route answers as a file. @throws ApiProblem */
export async function saveFile(request: ApiRequest, name: string): Promise<void> {
  const response = await callForFile(request);
  const said = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: said ?? name });
  link.click();
  URL.revokeObjectURL(url);
}
