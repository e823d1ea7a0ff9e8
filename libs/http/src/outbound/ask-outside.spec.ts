import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { lookup, LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { askOutside, PeerUnreachable, type Dialled, type OutboundRequest, type OutboundRules } from './ask-outside.ts';
import { refusedTargets } from './refused-targets.builder.ts';
import { AddressNotAllowed } from './outbound-address.calc.ts';
import { HeaderNotAllowed } from './outbound-headers.calc.ts';

let server: Server;
let port: number;
let connections = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let dialled: Dialled[];
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  [connections, dialled, asked] = [0, [], []];
  answer = (_request, response) => response.end('{}');
});

/** Names as the resolver of somebody else answers them: one after the other, the last one for good. */
function resolverOf(answers: Record<string, string[][]>): typeof lookup {
  return ((name: string, _options: object, found: (error: Error | null, addresses: LookupAddress[]) => void) => {
    asked.push(name);
    const told = answers[name];
    const addresses = told && (told.length > 1 ? told.shift() : told[0]);
    if (!addresses) return found(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    found(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  }) as unknown as typeof lookup;
}

/** Whatever is dialled lands at our listener, over TCP alone: a connection that should not be made is one that is counted. */
const dial = (to: Dialled) => {
  dialled.push(to);
  const socket = connect({ host: '127.0.0.1', port });
  if (to.secure) socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
};
const rules = (more: Partial<OutboundRules> = {}): OutboundRules => ({ timeoutMs: 5000, maxBytes: 1000, dial, resolve: resolverOf({}), ...more });
const ask = (url: string, more: Partial<OutboundRules> = {}, request: Partial<OutboundRequest> = {}) => askOutside({ url, method: 'POST', body: '{}', ...request }, rules(more));

describe('a host that is not of the public internet', () => {
  const { literals, names } = refusedTargets;

  it('stands in a table of more than 120 ways to write one', () => {
    expect(literals.length + Object.keys(names).length).toBeGreaterThanOrEqual(120);
    expect(new Set(literals).size).toBe(literals.length);
  });

  it.each(literals)('is not dialled as %s', async (url) => {
    await expect(ask(url)).rejects.toThrow(AddressNotAllowed);
    expect([connections, dialled, asked]).toEqual([0, [], []]);
  });

  it.each(Object.entries(names))('is not dialled by the name %s that leads to %s', async (name, addresses) => {
    await expect(ask(`https://${name}/`, { resolve: resolverOf({ [name]: [addresses] }) })).rejects.toThrow(AddressNotAllowed);
    expect([connections, dialled]).toEqual([0, []]);
  });

  it('is not dialled by a name that was public when it was first asked for', async () => {
    const resolve = resolverOf({ 'rebinding.example.com': [['93.184.216.34'], ['127.0.0.1']] });
    await ask('https://rebinding.example.com/', { resolve });
    expect([asked, dialled]).toEqual([['rebinding.example.com'], [{ address: '93.184.216.34', port: 443, secure: true, name: 'rebinding.example.com' }]]);
    await expect(ask('https://rebinding.example.com/', { resolve })).rejects.toThrow(AddressNotAllowed);
    expect(dialled).toHaveLength(1);
  });

  it.each(['http://169.254.169.254/latest/meta-data', 'https://127.0.0.1/', '//[::1]/', 'http://localhost/', 'file:///etc/passwd'])('is not reached by a redirect to %s', async (location) => {
    answer = (_request, response) => response.writeHead(307, { location }).end();
    const { status } = await ask('https://public.example.com/', { resolve: resolverOf({ 'public.example.com': [['93.184.216.34']] }) });
    expect([status, dialled.length, connections]).toEqual([307, 1, 1]);
  });
});

describe('ports', () => {
  const resolve = resolverOf({ 'public.example.com': [['93.184.216.34']] });

  it('are those of a list', async () => {
    for (const closed of [22, 25, 80, 4222, 5432, 6379, 11211]) await expect(ask(`https://public.example.com:${closed}/`, { resolve, ports: [443, 8443] })).rejects.toThrow(AddressNotAllowed);
    expect(dialled).toEqual([]);
    await ask('https://public.example.com:8443/', { resolve, ports: [443, 8443] });
    expect(dialled.map(({ port: to }) => to)).toEqual([8443]);
  });
});

describe('a named host of the inner network', () => {
  it('is asked, over http too, on its port alone', async () => {
    const internalHosts = ['erp.intranet:8080', '127.0.0.1:9999'];
    const resolve = resolverOf({ 'erp.intranet': [['10.1.2.3']] });
    expect((await ask('http://erp.intranet:8080/rows', { internalHosts, resolve })).status).toBe(200);
    expect((await ask('http://127.0.0.1:9999/', { internalHosts })).status).toBe(200);
    expect(dialled.map(({ address, port: to }) => `${address}:${to}`)).toEqual(['10.1.2.3:8080', '127.0.0.1:9999']);
    for (const url of ['http://erp.intranet/', 'http://erp.intranet:5432/', 'https://10.1.2.3:8080/', 'http://127.0.0.1:5432/', 'http://a.erp.intranet:8080/', 'ftp://erp.intranet:8080/']) {
      await expect(ask(url, { internalHosts, resolve })).rejects.toThrow(AddressNotAllowed);
    }
    expect(dialled).toHaveLength(2);
  });

  it('may not lead to where clouds tell their secrets, or to many hosts at once', async () => {
    for (const address of ['169.254.169.254', 'fd00:ec2::254', 'fe80::1', '224.0.0.1', '0.0.0.0', '::', '255.255.255.255', '::ffff:169.254.169.254']) {
      await expect(ask('http://erp.intranet:8080/', { internalHosts: ['erp.intranet:8080'], resolve: resolverOf({ 'erp.intranet': [[address]] }) })).rejects.toThrow(AddressNotAllowed);
    }
    expect(dialled).toEqual([]);
  });
});

describe('a header', () => {
  it.each([['x-a', 'b\r\nx-injected: 1'], ['x-a\r\nx-b', '1'], ['x-a', 'b\u0000'], ['x-a', 'è'], ['x a', 'b'], ['', 'b'], ['Host', 'metadata'], ['Content-Length', '0'], ['transfer-encoding', 'chunked'], ['Connection', 'upgrade'], ['x-a:', 'b']])(
    '%j: %j is not sent',
    async (name, value) => {
      await expect(ask('https://93.184.216.34/', {}, { headers: { [name]: value } })).rejects.toThrow(HeaderNotAllowed);
      expect(dialled).toEqual([]);
    },
  );
});

describe('an answer', () => {
  it('that is too long is cut off, or counts as none', async () => {
    answer = (_request, response) => response.end('x'.repeat(5000));
    const cut = await ask('https://93.184.216.34/', { cutLongAnswers: true });
    expect([cut.body.length, cut.cut]).toEqual([1000, true]);
    await expect(ask('https://93.184.216.34/')).rejects.toMatchObject({ reason: 'answer-too-long', sent: true });
  });

  it('that never comes is waited for no longer than said, and may have had its effect', async () => {
    answer = () => undefined;
    await expect(ask('https://93.184.216.34/', { timeoutMs: 200 })).rejects.toMatchObject({ reason: 'timed-out', sent: true });
    await expect(ask('https://slow.example.com/', { timeoutMs: 200, resolve: (() => undefined) as unknown as typeof lookup })).rejects.toMatchObject({ reason: 'timed-out', sent: false });
  });

  it('that breaks off is none', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    await expect(ask('https://93.184.216.34/')).rejects.toMatchObject({ reason: 'closed', sent: true });
    answer = (request) => request.socket.destroy();
    await expect(ask('https://93.184.216.34/')).rejects.toThrow(PeerUnreachable);
  });

  it('of a host that is not there tells that nothing was sent', async () => {
    const nobody = (): ReturnType<typeof connect> => connect({ host: '127.0.0.1', port: 1 });
    await expect(ask('https://93.184.216.34/', { dial: nobody })).rejects.toMatchObject({ reason: 'connection-failed', sent: false });
    await expect(ask('https://nowhere.example.com/')).rejects.toMatchObject({ reason: 'name-unknown', sent: false });
  });
});
