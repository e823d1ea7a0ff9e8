import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose addresses that are not reachable from everywhere, and those that carry such an address inside. */
const notPublic = new BlockList();
const networks = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20',
];
/** Never anybody's to ask, whoever allows it: of no host, of this link alone (where clouds tell their secrets), of many hosts at once. */
const neverAsked = ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'fe80::/10', 'fec0::/10', 'ff00::/8', 'fd00:ec2::/32', '64:ff9b::/96', '2002::/16'];
const never = new BlockList();
/** What IPv6 gives to hosts of the internet so far; whatever lies outside is of this host, this network, or of nobody. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
for (const network of networks) add(notPublic, network);
for (const network of neverAsked) add(never, network);

/** Whether an IP address can be anybody's on the internet: not of this host, its network, or a special use. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  if (family === 4) return !notPublic.check(address, 'ipv4');
  const mapped = mappedIpv4(address);
  return mapped === undefined ? globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6') : isPublicAddress(mapped);
}

/** Whether an IP address may be asked where an operator allows a host of their own network by name. */
export function isHostAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  const mapped = family === 6 ? mappedIpv4(address) : undefined;
  return mapped === undefined ? !never.check(address, family === 6 ? 'ipv6' : 'ipv4') : isHostAddress(mapped);
}

/** Whether the name in an address can only be this very host's. */
export function isLoopbackName(hostname: string): boolean {
  const name = withoutDot(hostname);
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

const innerSuffixes = ['localhost', 'local', 'localdomain', 'internal', 'intranet', 'lan', 'home', 'corp', 'private', 'home.arpa', 'svc', 'onion', 'in-addr.arpa', 'ip6.arpa'];

/** Whether a host's name is one that only the network around this service knows, whatever it resolves to. */
export function isInnerName(hostname: string): boolean {
  const name = withoutDot(hostname).toLowerCase();
  return !name.includes('.') || innerSuffixes.some((suffix) => name.endsWith(`.${suffix}`));
}

function withoutDot(hostname: string): string {
  return hostname.replace(/\.+$/, '');
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` are addresses of IPv4. */
function mappedIpv4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

function add(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/');
  list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
