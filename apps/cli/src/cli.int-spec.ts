import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlantRegistered } from '@kairos/contracts';
import { TestCommandLine } from './test/command-line.builder.ts';

let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.start();
});
afterEach(() => cli.stop());
const kairos = (args: string[], input = '', environment: Record<string, string> = {}) => cli.run(args, { input, environment });

const login = () => kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'right\n');
const session = () => JSON.parse(readFileSync(join(cli.home, 'session.json'), 'utf8')) as Record<string, string>;
const plants = 'GET /api/v1/assets/plants';
const noPlants = { items: [], nextCursor: null };

describe('signing in', () => {
  it('stores the session where only its owner reads it, and no password', async () => {
    expect(await login()).toMatchObject({ code: 0, out: `Signed in at ${cli.api.url} as a@b.it.\n` });
    expect(statSync(join(cli.home, 'session.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cli.home, 'session.json'), 'utf8')).not.toContain('right');
  });

  it('says what is wrong and stores nothing', async () => {
    const { code, notes } = await kairos(['login', '--email', 'a@b.it', '--password-stdin'], 'wrong');
    expect([code, notes, existsSync(join(cli.home, 'session.json'))]).toEqual([1, expect.stringContaining('not right. (401)'), false]);
  });

  it('asks for the second factor of whoever has one', async () => {
    const withCode = (code: string) => kairos(['login', '--email', 'a@b.it', '--password-stdin'], `right, with a second factor\n${code}\n`);
    expect((await withCode('654321')).notes).toContain('does not prove who you are. (422)');
    expect(existsSync(join(cli.home, 'session.json'))).toBe(false);
    expect(await withCode('123456')).toMatchObject({ code: 0 });
    expect(existsSync(join(cli.home, 'session.json'))).toBe(true);
  });

  it('asks nobody where nobody is', async () => {
    const { code, notes } = await kairos(['login', '--email', 'a@b.it']);
    expect([code, notes]).toEqual([1, expect.stringContaining('nobody to ask')]);
  });

  it('is not needed with an API key, which is never stored', async () => {
    cli.api.on(plants, noPlants);
    expect((await kairos(['plants'], '', { KAIROS_API_KEY: cli.api.apiKey })).code).toBe(0);
    expect([cli.api.asked, existsSync(join(cli.home, 'session.json'))]).toEqual([[plants], false]);
    const { code, notes } = await kairos(['plants'], '', { KAIROS_API_KEY: 'kairos_pk_wrong' });
    expect([code, notes, cli.api.asked]).toEqual([1, expect.stringContaining('(401)'), [plants, plants]]);
  });

  it('renews by itself, once for several programs at a time', async () => {
    cli.api.on(plants, noPlants);
    cli.api.lifetimeMs = 1;
    await login();
    cli.api.lifetimeMs = 600_000;
    const results = await Promise.all(Array.from({ length: 5 }, () => kairos(['plants'])));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(cli.api.asked.filter((route) => route.endsWith('/refresh'))).toHaveLength(1);
  });

  it('renews when the server says so, and forgets a session that has ended', async () => {
    cli.api.on(plants, noPlants);
    await login();
    writeFileSync(join(cli.home, 'session.json'), JSON.stringify({ ...session(), accessToken: 'old' }));
    expect(await kairos(['plants'])).toMatchObject({ code: 0 });
    cli.api.hasEnded = true;
    expect(await kairos(['plants'])).toMatchObject({ code: 1, notes: expect.stringContaining('not signed in') });
    expect(existsSync(join(cli.home, 'session.json'))).toBe(false);
  });

  it('is over after logout, at the server too', async () => {
    await login();
    cli.api.on('DELETE /api/v1/identity/sessions/current', (_request, response) => response.writeHead(204).end());
    await kairos(['logout']);
    expect(cli.api.asked).toContain('DELETE /api/v1/identity/sessions/current');
    expect(await kairos(['whoami'])).toMatchObject({ code: 1, notes: expect.stringContaining('kairos login') });
  });
});

describe('commands', () => {
  it('print JSON wherever --json stands', async () => {
    await login();
    cli.api.on(plants, noPlants);
    for (const args of [['--json', 'plants'], ['plants', '--json'], ['plants', 'list', '--json']]) {
      const { out } = await kairos(args);
      expect(JSON.parse(out)).toEqual({ items: [], isComplete: true, capacityKw: '0' });
    }
  });

  it('pass filters on and refuse what is no count', async () => {
    await login();
    let asked = '';
    cli.api.on(plants, (request: { url?: string }, response: { end(text: string): void }) => {
      asked = request.url ?? '';
      response.end(JSON.stringify(noPlants));
    });
    await kairos(['plants', '--status', 'In Operation', '--text', 'à&b', '--limit', '3']);
    expect(asked).toContain('sort=name&status=In+Operation&text=%C3%A0%26b&limit=3');
    expect((await kairos(['plants', '--limit', 'many'])).code).toBe(1);
  });

  it('say that nothing answers, and where', async () => {
    await login();
    const { url } = cli.api;
    await cli.api.stop();
    expect(await kairos(['plants'])).toMatchObject({ code: 1, notes: expect.stringContaining(`${url} cannot be reached`) });
  });

  it('refuse a file that is none', async () => {
    await login();
    expect(await kairos(['import', cli.home, '--recipe', 'wri-plants'])).toMatchObject({ code: 1, notes: expect.stringContaining('is not a file') });
  });
});

describe('a large file', () => {
  const size = 17 * 1024 * 1024;
  const id = randomUUID();
  const sourceFileId = randomUUID();
  const address = `/api/v1/intake/uploads/${id}`;
  const session = (state: string) => ({
    id, fileName: 'large.xlsx', contentType: 'text/csv', state, receivedBytes: size, totalBytes: size, sourceFileId: state === 'completed' ? sourceFileId : null, recognised: false, failure: null,
    createdAt: '2026-11-21T10:00:00.000Z', expiresAt: '2026-11-22T10:00:00.000Z',
  });
  type Request = { headers: Record<string, string | undefined>; body: string };
  type Response = { writeHead(status: number, headers?: object): Response; end(): void; destroy(): void };
  const answer = (status: number, headers: object = {}) => (_request: Request, response: Response) => response.writeHead(status, headers).end();

  it('goes on where it was: within a call when the service is away, and in the next call', async () => {
    await login();
    const file = join(cli.home, 'large.xlsx');
    writeFileSync(file, Buffer.alloc(size, 'x'));
    const begun: (string | undefined)[] = [];
    const offsets: (string | undefined)[] = [];
    cli.api.on('POST /api/v1/intake/uploads', (request: Request, response: Response & { end(text: string): void }) => {
      begun.push(request.headers['upload-length'], request.headers['upload-metadata']?.split(' ')[2]);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify(session('initialized')));
    });
    cli.api.on(`PATCH ${address}`, (request: Request, response: Response) => {
      offsets.push(request.headers['upload-offset']);
      if (offsets.length === 1) answer(503)(request, response);
      else if (offsets.length === 2) answer(401)(request, response);
      else answer(204, { 'upload-offset': String(size) })(request, response);
    });
    cli.api.on(`HEAD ${address}`, answer(200, { 'upload-offset': '1000' }));
    cli.api.on(`GET ${address}`, session('completed'));
    expect((await kairos(['import', file, '--recipe', 'wri-plants'])).code).toBe(1);
    const { notes } = await kairos(['import', file, '--recipe', 'wri-plants']);
    expect(notes).toContain('going on with an upload of which 1000 bytes have arrived');
    expect(offsets).toEqual(['0', '1000', '1000']);
    expect(begun).toEqual([String(size), Buffer.from('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').toString('base64')]);
    expect(cli.api.asked.at(-1)).toBe(`GET /api/v1/intake/source-files/${sourceFileId}`);
    expect(JSON.parse(readFileSync(join(cli.home, 'uploads.json'), 'utf8'))).toEqual({});
  });
});

describe('following events', () => {
  it('goes on where it was after the connection broke, and tells of a gap', async () => {
    await login();
    const [first, second] = [randomUUID(), randomUUID()];
    const event = (subject: string) =>
      JSON.stringify({ specversion: '1.0', id: randomUUID(), source: 'kairos/assets', type: PlantRegistered.type, time: '2026-11-21T10:00:00.000Z', subject, tenantid: randomUUID(), aggregateversion: 1, datacontenttype: 'application/json', data: { name: 'Alà\u001b[2J' } });
    const resumedFrom: unknown[] = [];
    cli.api.on('GET /api/v1/events', (request: { headers: Record<string, unknown> }, response: { writeHead(status: number, headers: object): void; write(text: string): void; destroy(): void; end(): void }) => {
      resumedFrom.push(request.headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (resumedFrom.length === 1) {
        response.write(`id: ASSETS:7\ndata: ${event(first)}\n\n`);
        setTimeout(() => response.destroy(), 50);
      } else response.write(`event: reset\nid: ASSETS:9\ndata: {}\n\nid: ASSETS:10\ndata: ${event(second)}\n\n`);
    });
    const { code, out, notes } = await kairos(['events', 'tail', '--count', '2']);
    expect([code, resumedFrom]).toEqual([0, [undefined, 'ASSETS:7']]);
    expect(out.split('\n').map((line) => line.split(/ {2,}/)[2])).toEqual([first, second, undefined]);
    expect(out).toContain('Alà\\u{1b}[2J');
    expect(notes).toContain('read again');
  });
});

describe('the summary of the audit trail', () => {
  it('tells what people did from what services did in their name', async () => {
    await login();
    const byActor = [
      { actorKind: 'service', actorId: 'u', actorEmail: 'a@b.it', count: 3 }, { actorKind: 'user', actorId: 'u', actorEmail: 'a@b.it', count: 2 },
      { actorKind: 'system', actorId: 'operator', actorEmail: null, count: 1 }, { actorKind: 'service', actorId: null, actorEmail: null, count: 1 },
    ];
    const [from, until] = ['2027-03-30T08:00:00.000Z', '2027-03-30T09:00:00.000Z'];
    cli.api.on('GET /api/v1/identity/audit-records/summary', { from, until, total: 7, byCategory: [], byStatus: [{ status: 'success', count: 7 }], byAction: [], byActor, byHour: [{ from, count: 7 }] });
    const { code, out } = await kairos(['audit', 'summary', '--hours', '1']);
    expect(code).toBe(0);
    expect(out).toContain(`7 records from ${from} until ${until}`);
    expect(out.split('\n').slice(-5).map((line) => line.trim().split(/ {2,}/))).toEqual([['a@b.it, through a service', '3'], ['a@b.it', '2'], ['operator', '1'], ['a service', '1'], ['']]);
  });
});
