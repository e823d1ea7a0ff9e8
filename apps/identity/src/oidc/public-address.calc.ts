import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose addresses that are not reachable from everywhere, and those that carry such an address inside. */
const notPublic = new BlockList();
const networks = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
];
for (const network of networks) {
  const [address = '', prefix] = network.split('/');
  notPublic.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether an IP address can be anybody's on the internet: not of this host, its network, or a special use. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !address.includes('%') && !notPublic.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether the name in an address can only be this very host's. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
