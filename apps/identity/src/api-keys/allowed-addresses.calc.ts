import { BlockList, isIP } from 'node:net';

/** Whether an address lies in one of the ranges; without ranges every address does, and what is no address never. */
export function isAllowedFrom(address: string, ranges: readonly string[]): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (ranges.length === 0) return true;
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    const of = isIP(network) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(network, of);
    else list.addSubnet(network, Number(bits), of);
  }
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
