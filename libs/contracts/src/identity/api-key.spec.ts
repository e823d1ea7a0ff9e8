import { describe, expect, it } from '@jest/globals';
import { BlockList } from 'node:net';
import { AddressRange, ApiKeyScope } from './api-key.ts';

describe('a scope', () => {
  it.each(['*', 'assets.*', 'assets.plant.*', 'assets.plant.read'])('may be %s', (scope) => expect(ApiKeyScope.safeParse(scope).success).toBe(true));
  it.each(['', 'assets', 'assets.plan*', 'assets.plant.paint', 'carbon-copy.*', '**', 'assets.*.read', 'a*'])('may not be %j', (scope) => expect(ApiKeyScope.safeParse(scope).success).toBe(false));
});

describe('an address of the allow-list', () => {
  it.each(['203.0.113.7', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::1', '2001:db8::/32', '::/0', '::ffff:203.0.113.7'])('may be %s, and is one to Node', (range) => {
    expect(AddressRange.safeParse(range).success).toBe(true);
    const [network = '', bits] = range.split('/');
    const family = network.includes(':') ? 'ipv6' : 'ipv4';
    expect(() => (bits === undefined ? new BlockList().addAddress(network, family) : new BlockList().addSubnet(network, Number(bits), family))).not.toThrow();
  });
  it.each(['', '203.0.113', '203.0.113.0/33', '203.0.113.0/', '203.0.113.0/-1', '2001:db8::/129', 'fe80::1%eth0', 'example.org', '10.0.0.0/8 ', '010.0.0.1'])('may not be %j', (range) =>
    expect(AddressRange.safeParse(range).success).toBe(false));
});
