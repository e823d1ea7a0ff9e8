const paths = [
  // This host, in every way a name can be written.
  '127.0.0.1', '127.0.0.1.', '127.0.0.2', '127.255.255.254', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0x7f.0x0.0x0.0x1', '017700000001', '0177.0.0.1', '0177.1', '127.0x1', '0x7F.0.01',
  '１２７.０.０.１', '①②⑦.⓪.⓪.①', '127。0。0。1', '127．0．0．1', '%31%32%37.0.0.1', '127%2e0%2e0%2e1', '0', '0.0.0.0', '0x0', '0.0', '00000000', 'localhost', 'LOCALHOST', 'localhost.', 'LocalHost.', 'localhost..', 'ｌｏｃａｌｈｏｓｔ', 'foo.localhost',
  'localhost.localdomain', 'ip6-localhost', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::]', '[0::0]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::ffff:0:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]',
  // Private networks, carriers' networks and special uses.
  '10.0.0.1', '10.255.255.255', '167772161', '0xa000001', '012.0.0.1', '10.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1.1', '192.168.257', '3232235777', '0xc0.0xa8.1.1', '100.64.0.1', '100.127.255.254', '192.0.0.8', '192.0.0.192', '192.0.2.1', '192.88.99.1',
  '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '4294967295', '0xffffffff', '037777777777',
  // Where clouds tell their secrets.
  '169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '169.16689662', '169.254.169.254.', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]', '[fe80::a9fe:a9fe]', '169.254.170.2', '100.100.100.200', '192.0.0.192.',
  // IPv6 of this network, and IPv6 that carries an address of IPv4.
  '[fc00::1]', '[fd12:3456:789a::1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[ff02::1]', '[ff05::2]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a00:1]', '[64:ff9b:1::1]', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]', '[2001:db8::1]', '[100::1]', '[3fff::1]',
  '[5f00::1]', '[4000::1]', '[::a00:1]', '[::ffff:10.0.0.1]', '[::ffff:192.168.1.1]', '[::ffff:0:a00:1]', '[::2]',
  // Names that only an inner network knows.
  'metadata.google.internal', 'metadata.google.internal.', 'METADATA.google.INTERNAL', 'metadata', 'postgres', 'nats', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', 'printer.local', 'erp.intranet', 'nas.lan', 'router.home', 'x.home.arpa', 'host.docker.internal', 'gateway.docker.internal',
];

/** Addresses that are refused before anything is resolved, and names that are refused for what they lead to. For specs. */
export const refusedTargets = {
  literals: [
    ...paths.map((host) => `https://${host}/`),
    // Not https, credentials, and what parsers disagree about.
    'http://93.184.216.34/', 'http://public.example.com/', 'ftp://93.184.216.34/', 'file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'dict://127.0.0.1:11211/', 'data:text/plain,x', 'javascript:0', 'ws://127.0.0.1/', 'https:127.0.0.1', 'https:///127.0.0.1/',
    'https://user@93.184.216.34/', 'https://user:password@public.example.com/', 'https://public.example.com@127.0.0.1/', 'https://public.example.com:443@127.0.0.1/', 'https://127.0.0.1#@public.example.com/', 'https://127.0.0.1?@public.example.com/', 'https://public.example.com\\@127.0.0.1/',
    'https://127.0.0.1\t/', ' https://127.0.0.1/', 'https://public.example.com\r\nHost: x/', 'https://[fe80::1%25eth0]/', 'https://[fe80::1%eth0]/', 'https://[::1', 'https://127.0.0.1:99999/', 'https://1.2.3.4.5/', 'https://256.256.256.256/', 'https://', '', '127.0.0.1', '//127.0.0.1/',
    'https://127.0.0.1:443/', 'https://127.0.0.1:5432/', 'https://localhost:4222/', 'https://[::1]:4004/', 'https://xn--localhost-/',
  ],
  names: {
    'loopback.example.com': ['127.0.0.1'], '127.0.0.1.nip.io': ['127.0.0.1'], 'localtest.me': ['127.0.0.1', '::1'], 'private.example.com': ['10.0.0.5'], 'six.example.com': ['::1'], 'mapped.example.com': ['::ffff:127.0.0.1'],
    'mixed.example.com': ['93.184.216.34', '127.0.0.1'], 'mixed-six.example.com': ['93.184.216.34', '::1'], 'mixed-last.example.com': ['2606:4700:4700::1111', '1.1.1.1', '169.254.169.254'], 'metadata.example.com': ['169.254.169.254'],
    'zone.example.com': ['fe80::1%eth0'], 'nat64.example.com': ['64:ff9b::7f00:1'], 'sixtofour.example.com': ['2002:7f00:1::'], 'zero.example.com': ['0.0.0.0'], 'everybody.example.com': ['255.255.255.255'], 'many.example.com': ['224.0.0.251'],
    'carrier.example.com': ['100.64.1.1'], 'nothing.example.com': [], 'text.example.com': ['not an address'], 'unique-local.example.com': ['fd00:ec2::254'],
  } as Record<string, string[]>,
};
