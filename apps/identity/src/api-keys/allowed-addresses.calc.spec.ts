import { expect, it } from '@jest/globals';
import { isAllowedFrom } from './allowed-addresses.calc.ts';

it.each([
  ['203.0.113.7', [], true],
  ['203.0.113.7', ['203.0.113.7'], true],
  ['203.0.113.8', ['203.0.113.7'], false],
  ['203.0.113.200', ['198.51.100.0/24', '203.0.113.0/24'], true],
  ['203.0.114.1', ['203.0.113.0/24'], false],
  ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
  ['2001:db8:1::7', ['2001:db8::/32'], true],
  ['2001:db9::7', ['2001:db8::/32'], false],
  ['2001:db8::7', ['203.0.113.0/24'], false],
  ['203.0.113.7', ['2001:db8::/32'], false],
  ['not an address', [], false],
  ['', ['0.0.0.0/0', '::/0'], false],
])('from %j with the list %j: %s', (address, ranges, allowed) => expect(isAllowedFrom(address, ranges)).toBe(allowed));
