import type { lookup } from 'node:dns';
import { askOutside, PeerUnreachable, type OutboundAnswer } from './ask-outside.ts';

export type FetchLimits = { allowPrivate: boolean; timeoutMs?: number; maxBytes?: number; resolve?: typeof lookup };
type Init = { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal | undefined };

/**
 * The same guard in the shape of `fetch`, for libraries that bring their own requests: at addresses that administrators of
 * tenants choose. With `allowPrivate` private addresses are asked too, and this very host over http.
 *
 * @throws AddressNotAllowed; PeerUnreachable, also for an answer that says the host itself has failed
 */
export function guardedFetch({ allowPrivate, timeoutMs = 5000, maxBytes = 512 * 1024, resolve }: FetchLimits): (address: string, init: Init) => Promise<Response> {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    const sent = body === undefined || body === null ? undefined : await new Response(body as ConstructorParameters<typeof Response>[0]).text();
    const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !['content-length', 'accept-encoding'].includes(name.toLowerCase())));
    const answer = await askOutside(
      { url, method, headers: own, ...(sent === undefined ? {} : { body: sent }), ...(signal ? { signal } : {}) },
      { allowPrivate, timeoutMs, maxBytes, ...(resolve ? { resolve } : {}) },
    );
    return toResponse(answer, url);
  };
}

function toResponse({ status, headers, body }: OutboundAnswer, url: URL): Response {
  if (status >= 500 || status < 200) throw new PeerUnreachable(`${url.host} answered ${status}.`, 'answer-unusable', true);
  return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers });
}
