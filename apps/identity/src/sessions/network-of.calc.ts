import { isIPv6 } from 'node:net';

/**
 * What an address is counted as: an IPv4 address as itself, an IPv6 address as its network of 64 bits, for whoever has one of its
 * addresses has all of them (RFC 6177). Anything else, such as the id of a user, stays what it is.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head, tail] = groupsOf(bare);
  const groups = tail === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  const isMapped = numbers.slice(0, 5).every((number) => number === 0) && numbers[5] === 0xffff;
  if (isMapped) return numbers.slice(6).flatMap((number) => [number >> 8, number & 0xff]).join('.');
  return `${numbers.slice(0, 4).map((number) => number.toString(16)).join(':')}::/64`;
}

/** The groups before and after `::`, a dotted end as the two groups it is. */
function groupsOf(address: string): [string[], string[] | undefined] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = [], tail] = hexadecimal.split('::').map((half) => (half === '' ? [] : half.split(':')));
  return [head, tail];
}
