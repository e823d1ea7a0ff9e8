import { lookup } from 'node:dns';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { CustomFetch } from 'openid-client';
import { isLoopbackName, isPublicAddress } from './public-address.calc.ts';

/** An issuer did not answer, or not in a way that anything can be made of. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/** An address that this service does not ask, whoever tells it to. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
}

export type FetchLimits = { allowPrivate: boolean; timeoutMs?: number; maxBytes?: number; resolve?: typeof lookup };

/**
 * Asks issuers, whose addresses administrators of tenants choose: over https, at public addresses alone, checked where
 * the connection is made, so that no name can turn into another address in between. Follows no redirect, waits a few seconds, reads
 * a bounded answer. With `allowPrivate` private addresses are asked too, and this very host over http.
 */
export function guardedFetch({ allowPrivate, timeoutMs = 5000, maxBytes = 512 * 1024, resolve = lookup }: FetchLimits): CustomFetch {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    demandAllowed(url, allowPrivate);
    const sent = body === undefined || body === null ? undefined : await new Response(body as ConstructorParameters<typeof Response>[0]).text();
    const timeout = AbortSignal.timeout(timeoutMs);
    return new Promise<Response>((done, reject) => {
      const fail = (error: Error) => reject(error instanceof AddressNotAllowed ? error : new IssuerUnreachable(`${url.host} cannot be asked.`, { cause: error }));
      const options = { method, headers: { ...headers, 'accept-encoding': 'identity' }, agent: false, signal: signal ? AbortSignal.any([signal, timeout]) : timeout, lookup: guardedLookup(allowPrivate, resolve) };
      const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (answer) => {
        read(answer, maxBytes).then((content) => done(toResponse(answer, content, url)), fail).catch(fail);
      });
      request.on('error', fail).end(sent);
    });
  };
}

/** @throws AddressNotAllowed for what is not https, and for a private address that stands there itself */
export function demandAllowed(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:' && isLoopbackName(url.hostname))) throw new AddressNotAllowed('Only https is asked.');
  if (url.username || url.password) throw new AddressNotAllowed('An address may not carry credentials.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && (isLoopbackName(url.hostname) || (isIP(host) !== 0 && !isPublicAddress(host)))) throw new AddressNotAllowed('Only public addresses are asked.');
}

function guardedLookup(allowPrivate: boolean, resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const [first] = found;
      if (!first || (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))) return callback(new AddressNotAllowed('Only public addresses are asked.'), '');
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

async function read(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toResponse({ statusCode = 0, headers }: IncomingMessage, content: Buffer, url: URL): Response {
  if (statusCode >= 500 || statusCode < 200) throw new IssuerUnreachable(`${url.host} answered ${statusCode}.`);
  const told = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []));
  return new Response(content.length === 0 ? null : new Uint8Array(content), { status: statusCode, headers: told });
}
