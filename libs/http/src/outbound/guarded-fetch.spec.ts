import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { PeerUnreachable } from './ask-outside.ts';
import { guardedFetch, type FetchLimits } from './guarded-fetch.ts';
import { AddressNotAllowed } from './outbound-address.calc.ts';

let server: Server;
let base: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/silent') return;
    if (request.url === '/redirect') return void response.writeHead(302, { location: `${base}/elsewhere` }).end();
    if (request.url === '/broken') return void response.writeHead(503).end('no');
    if (request.url === '/endless') return void response.writeHead(200).write('x'.repeat(5000));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ sent: Buffer.concat(chunks).toString() })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (url: string, limits: Partial<FetchLimits> = {}, body?: URLSearchParams) =>
  guardedFetch({ allowPrivate: true, maxBytes: 1000, timeoutMs: 5000, ...limits })(url, { method: body ? 'POST' : 'GET', headers: {}, body });

describe('an address that is not public', () => {
  it.each(['https://127.0.0.1:1/', 'https://[::1]:1/', 'https://localhost:1/', 'https://169.254.169.254/latest/meta-data', 'https://10.0.0.1/', 'https://[::ffff:10.0.0.1]/', 'https://2130706433/', 'https://0x7f.1/'])('is not asked: %s', async (url) => {
    await expect(ask(url, { allowPrivate: false })).rejects.toThrow(AddressNotAllowed);
  });

  it('is not asked by a name that leads there either', async () => {
    const resolve = ((_name: string, _options: object, found: (error: null, addresses: LookupAddress[]) => void) => {
      found(null, [{ address: '8.8.8.8', family: 4 }, { address: '127.0.0.1', family: 4 }]);
    }) as unknown as FetchLimits['resolve'];
    await expect(ask('https://rebinding.example:1/', { allowPrivate: false, ...(resolve ? { resolve } : {}) })).rejects.toThrow(AddressNotAllowed);
  });

  it('is asked without https by nobody', async () => {
    for (const url of [base, 'http://example.org/', 'ftp://example.org/', 'file:///etc/passwd']) await expect(ask(url, { allowPrivate: false })).rejects.toThrow(AddressNotAllowed);
    await expect(ask('http://10.0.0.1/')).rejects.toThrow(AddressNotAllowed);
  });
});

describe('a host outside', () => {
  it('is sent a form, and its answer read', async () => {
    const answer = await ask(`${base}/token`, {}, new URLSearchParams({ code: 'a b' }));
    expect([answer.status, await answer.json()]).toEqual([201, { sent: 'code=a+b' }]);
  });

  it('is not followed elsewhere', async () => {
    asked = [];
    expect((await ask(`${base}/redirect`)).status).toBe(302);
    expect(asked).toEqual(['/redirect']);
  });

  it.each([['fails', '/broken'], ['never answers', '/silent'], ['never ends', '/endless']])('that %s is unreachable', async (_what, path) => {
    await expect(ask(`${base}${path}`, { timeoutMs: 300 })).rejects.toThrow(PeerUnreachable);
  });
});
