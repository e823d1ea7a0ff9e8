import type { Problem } from '@kairos/contracts';
import { ApiProblem } from './problem.ts';

export type QueryValue = string | number | boolean | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type ApiRequest = {
  method?: Method;
  /** Below `/api/v1`: `/assets/plants`; the health of the platform, `/healthz`, stands beside it. */
  path: string;
  query?: Query;
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: Blob;
  /** The version that the change was made of. */
  ifMatch?: number;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
};

/** The address of a request, its query without what says nothing. */
export function addressOf({ path, query = {} }: Pick<ApiRequest, 'path' | 'query'>): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return `${path.startsWith('/healthz') ? '' : '/api/v1'}${path}${text === '' ? '' : `?${text}`}`;
}

/**
 * Sends a request and reads its answer.
 *
 * @throws ApiProblem what the API refused, or status 0 when it is out of reach
 */
export async function send<T>(request: ApiRequest, token?: string): Promise<T> {
  const response = await reach(request, token);
  if (!response.ok) throw await refusalOf(response.status, await problemOf(response));
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The answer as it comes: for files. @throws ApiProblem */
export async function download(request: ApiRequest, token?: string): Promise<Response> {
  const response = await reach(request, token);
  if (!response.ok) throw await refusalOf(response.status, await problemOf(response));
  return response;
}

async function reach(request: ApiRequest, token: string | undefined): Promise<Response> {
  const { method = 'GET', body, file, ifMatch, headers, signal } = request;
  try {
    return await fetch(addressOf(request), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        ...(method === 'POST' && token !== undefined ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? (file === undefined ? {} : { body: file }) : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, undefined);
  }
}

/** What the API refused, in the language of the page: it speaks English itself. The end of a session is nobody's reading. */
export async function refusalOf(status: number, problem: Problem | undefined): Promise<ApiProblem> {
  if (!problem || document.documentElement.lang !== 'it' || problem.code === 'session-has-ended') return new ApiProblem(status, problem);
  const said = await import('./refusals/in-italian.ts').then(({ inItalian }) => inItalian(problem), () => problem);
  return new ApiProblem(status, said);
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  return response.headers.get('content-type')?.includes('json') ? ((await response.json()) as Problem) : undefined;
}
