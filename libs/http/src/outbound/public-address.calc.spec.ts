import { describe, expect, it } from '@jest/globals';
import { isLoopbackName, isPublicAddress } from './public-address.calc.ts';

describe('an address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4002::1', '::ffff:8.8.8.8'])('of the internet is public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1', '127.255.0.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1', '198.18.0.1',
    '::1', '::', 'fe80::1', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '::127.0.0.1', 'fe80::1%eth0', 'localhost', '', '0x7f.1',
  ])('of this host, a private network or a special use is not: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

it('names this host alone by loopback', () => {
  expect(['localhost', '127.0.0.1', '[::1]'].map(isLoopbackName)).toEqual([true, true, true]);
  expect(['localhost.example.org', '127.0.0.1.nip.io', '128.0.0.1', '[::2]', ''].map(isLoopbackName)).toEqual([false, false, false, false, false]);
});
