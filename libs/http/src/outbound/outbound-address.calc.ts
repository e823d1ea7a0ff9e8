import { isIP } from 'node:net';
import { isHostAddress, isInnerName, isLoopbackName, isPublicAddress } from './public-address.calc.ts';

/** An address that this service does not ask, whoever tells it to. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
}

/** Which addresses may be asked beside public ones over https. */
export type AddressRules = {
  /** Private addresses too, and this very host over http: for identity providers of an installation that stands alone. */
  allowPrivate?: boolean;
  /** Hosts of the network around this service, each `name:port`, that are asked over http too and at private addresses. */
  internalHosts?: readonly string[];
  /** The ports that are asked of public hosts; any where none are named. */
  ports?: readonly number[];
};

/** Reads an address as people and documents write it. @throws AddressNotAllowed for what no address may hold */
export function readAddress(text: string | URL): URL {
  const written = typeof text === 'string' ? text : text.href;
  if (/[\u0000-\u0020\u007f\\]/.test(written)) throw new AddressNotAllowed('An address may not hold spaces, control characters or backslashes.');
  const url = URL.parse(written);
  if (!url) throw new AddressNotAllowed('This is no address.');
  return url;
}

/** @throws AddressNotAllowed for what is not https, and for a private address or a name of the inner network that stands there itself */
export function demandAllowed(url: URL, rules: AddressRules): void {
  if (url.username || url.password) throw new AddressNotAllowed('An address may not carry credentials.');
  if (isInternalHost(url, rules)) return;
  const { allowPrivate = false, ports } = rules;
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:' && isLoopbackName(url.hostname))) throw new AddressNotAllowed('Only https is asked.');
  if (!allowPrivate && !isPublicName(url.hostname)) throw new AddressNotAllowed('Only public addresses are asked.');
  if (ports && !ports.includes(portOf(url))) throw new AddressNotAllowed(`The port ${portOf(url)} is not asked.`);
}

/** @throws AddressNotAllowed when the name leads to an address that is not asked, if only as one of several */
export function demandDialable(url: URL, addresses: readonly string[], rules: AddressRules): void {
  const mayBeDialled = isInternalHost(url, rules) ? isHostAddress : rules.allowPrivate ? () => true : isPublicAddress;
  if (addresses.length === 0 || !addresses.every(mayBeDialled)) throw new AddressNotAllowed('Only public addresses are asked.');
}

/** Whether the operator and the tenant allow this very host and port of the network around this service. */
export function isInternalHost(url: URL, { internalHosts = [] }: AddressRules): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  const place = `${hostOf(url)}:${portOf(url)}`;
  return internalHosts.some((allowed) => allowed.toLowerCase() === place);
}

/** The name or address between scheme and port, without brackets and closing dots. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '').toLowerCase();
}

export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function isPublicName(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? !isLoopbackName(hostname) && !isInnerName(hostname) : isPublicAddress(host);
}
