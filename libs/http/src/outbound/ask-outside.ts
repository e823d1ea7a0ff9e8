import { lookup as resolveName } from 'node:dns';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { connect as dialPlainly, isIP, type Socket } from 'node:net';
import { connect as dialSecurely } from 'node:tls';
import { AddressNotAllowed, demandAllowed, demandDialable, hostOf, portOf, readAddress, type AddressRules } from './outbound-address.calc.ts';
import { demandSoundHeaders } from './outbound-headers.calc.ts';

export type OutboundRequest = { url: string | URL; method: string; headers?: Record<string, string>; body?: string | Buffer; signal?: AbortSignal };
/** `cut`: the answer went on beyond what is read of it. */
export type OutboundAnswer = { status: number; headers: Record<string, string>; body: Buffer; cut: boolean };
/** What a connection is made to: the very address that was checked. `name` is what its certificate must be for. */
export type Dialled = { address: string; port: number; secure: boolean; name: string };

export type OutboundRules = AddressRules & {
  /** From the first question to the last byte. */
  timeoutMs: number;
  /** How much of an answer is read. */
  maxBytes: number;
  /** Whether a longer answer is cut off there, or counts as none. */
  cutLongAnswers?: boolean;
  resolve?: typeof resolveName;
  dial?: (dialled: Dialled) => Socket;
};

/** Nobody answered, or not whole. `sent`: whether the request may have had its effect all the same. */
export class PeerUnreachable extends Error {
  override readonly name = 'PeerUnreachable';

  constructor(
    message: string,
    readonly reason: 'name-unknown' | 'connection-failed' | 'timed-out' | 'closed' | 'answer-too-long' | 'answer-unusable',
    readonly sent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Asks a host outside of the platform, at an address that somebody else chose. The name is resolved once, every address it
 * has is checked, and the connection is made to one of these, so that no name turns into another address in between. No
 * redirect is followed; time and size of the answer are bounded.
 *
 * @throws AddressNotAllowed before anything is dialled; PeerUnreachable
 */
export async function askOutside(request: OutboundRequest, rules: OutboundRules): Promise<OutboundAnswer> {
  const url = readAddress(request.url);
  demandAllowed(url, rules);
  demandSoundHeaders(request.headers ?? {});
  const timeout = AbortSignal.timeout(rules.timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  const address = await checkedAddress(url, rules, signal);
  return exchange(url, request, { address, port: portOf(url), secure: url.protocol === 'https:', name: hostOf(url) }, rules, signal);
}

async function checkedAddress(url: URL, rules: OutboundRules, signal: AbortSignal): Promise<string> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolved(host, rules.resolve ?? resolveName, signal) : [host];
  demandDialable(url, addresses, rules);
  return addresses.find((address) => isIP(address) === 4) ?? (addresses[0] as string);
}

function resolved(host: string, resolve: typeof resolveName, signal: AbortSignal): Promise<string[]> {
  return new Promise((done, reject) => {
    const late = () => reject(new PeerUnreachable(`${host} was not resolved in time.`, 'timed-out', false));
    if (signal.aborted) return late();
    signal.addEventListener('abort', late, { once: true });
    resolve(host, { all: true }, (error, found) => {
      signal.removeEventListener('abort', late);
      if (error) reject(new PeerUnreachable(`${host} cannot be resolved.`, 'name-unknown', false, { cause: error }));
      else done(found.map(({ address }) => address));
    });
  });
}

function exchange(url: URL, { method, headers = {}, body }: OutboundRequest, dialled: Dialled, rules: OutboundRules, signal: AbortSignal): Promise<OutboundAnswer> {
  return new Promise((done, reject) => {
    let connected = false;
    const fail = (error: Error) => reject(asUnreachable(error, url, connected, signal));
    const dial = rules.dial ?? dialChecked;
    const request = (dialled.secure ? overHttps : overHttp)(url, {
      method, signal, headers: { ...headers, 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      createConnection: () => dial(dialled).once(dialled.secure ? 'secureConnect' : 'connect', () => (connected = true)),
    });
    request.on('error', fail);
    request.on('response', (answer) => {
      read(answer, rules).then(({ body: content, cut }) => {
        if (cut) request.destroy();
        done({ status: answer.statusCode ?? 0, headers: plainHeaders(answer), body: content, cut });
      }, fail);
    });
    request.end(body);
  });
}

/** An IP address needs no resolving: there is nothing left that could lead elsewhere. */
function dialChecked({ address, port, secure, name }: Dialled): Socket {
  if (!secure) return dialPlainly({ host: address, port });
  return dialSecurely({ host: address, port, ALPNProtocols: ['http/1.1'], ...(isIP(name) === 0 ? { servername: name } : {}) });
}

async function read(answer: IncomingMessage, { maxBytes, cutLongAnswers = false }: OutboundRules): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) continue;
    if (!cutLongAnswers) throw new PeerUnreachable(`The answer is longer than ${maxBytes} bytes.`, 'answer-too-long', true);
    return { body: Buffer.concat(chunks).subarray(0, maxBytes), cut: true };
  }
  return { body: Buffer.concat(chunks), cut: false };
}

function asUnreachable(error: Error, url: URL, connected: boolean, signal: AbortSignal): Error {
  if (error instanceof AddressNotAllowed || error instanceof PeerUnreachable) return error;
  if (signal.aborted) return new PeerUnreachable(`${url.host} did not answer in time.`, 'timed-out', connected, { cause: error });
  if (!connected) return new PeerUnreachable(`${url.host} cannot be reached.`, 'connection-failed', false, { cause: error });
  if ((error as { code?: string }).code?.startsWith('HPE_')) return new PeerUnreachable(`${url.host} gave an answer that cannot be read.`, 'answer-unusable', true, { cause: error });
  return new PeerUnreachable(`${url.host} closed the connection before its answer was whole.`, 'closed', true, { cause: error });
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
