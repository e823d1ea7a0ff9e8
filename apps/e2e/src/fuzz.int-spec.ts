import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceNames } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { endsTheSession, everyOperation, type Operation } from './api-operations.ts';
import { Fuzz } from './fuzz-generator.ts';
import { fuzzedRequest } from './fuzz-request.ts';
import { Platform, programNames, type Member } from './platform.ts';
import { overSocket, rawRequest, type RawAnswer, type RawRequest } from './raw-request.ts';
import { madeUpStream, makeRecords, type Records } from './tenant-records.ts';

const full = process.env['KAIROS_PROOF'] === 'full';
const requestsEach = Number(process.env['KAIROS_FUZZ_REQUESTS'] ?? (full ? 3000 : 40));
/** What ends the session, or hashes passwords, is asked less often. */
const slow = ['identity post /api/v1/identity/users', 'identity post /api/v1/identity/sessions', 'identity post /api/v1/identity/me/password'];
const seed = Number(process.env['KAIROS_FUZZ_SEED'] ?? (full ? randomInt(2 ** 31) : 20_260_331));
const operations = everyOperation().filter((operation) => !endsTheSession(operation));
/** What an answer must not tell of our inside. */
const inside = /\.(ts|js):\d+|node_modules|\bat \S+ \(|select .+ from|insert into|update .+ set|syntax error|violates|relation "|column "|kysely|mikro|stack depth|pg_|postgres|ECONN|Cannot read prop|is not a function|Maximum call stack/i;

let platform: Platform;
let owner: Member;
let records: Records;

beforeAll(async () => {
  platform = await Platform.startApart({ LIVE_CONNECTIONS_PER_USER: '1000' });
  owner = await platform.foundTenant('alfa');
  await platform.knownEverywhere(owner);
  records = await makeRecords(platform, owner);
}, 90_000);
afterAll(() => platform?.stop(), 30_000);

/** What is wrong with an answer, if anything is. */
function faultOf({ status, headers, text }: RawAnswer, method: string): string | undefined {
  if (status >= 500) return `status ${status}`;
  if (status < 400 || method === 'HEAD') return undefined;
  if (!headers['content-type']?.startsWith('application/problem+json')) return `content type ${headers['content-type']}`;
  const problem = JSON.parse(text) as { requestId?: string; status?: number; code?: string };
  if (!problem.requestId || problem.requestId !== headers['x-request-id']) return `request id ${problem.requestId} and ${headers['x-request-id']}`;
  if (problem.status !== status || !problem.code) return 'status or code';
  const told = inside.exec(text.replace(/"(value|pointer)":"[^"]*"/g, ''))?.[0];
  return told === undefined ? undefined : `tells ${told}`;
}

const shown = ({ method, path, headers, body }: RawRequest) => JSON.stringify({ method, path: path.slice(0, 300), headers: { ...headers, authorization: headers?.['authorization']?.slice(0, 15) }, body: body?.toString().slice(0, 400) });

async function attack(operation: Operation, count: number, fuzz: Fuzz): Promise<string[]> {
  const faults: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const request = fuzzedRequest(fuzz, operation, { token: owner.accessToken, records });
    const target = fuzz.chance(0.15) ? 'gateway' : operation.program;
    const answer = await rawRequest(platform.url(target), request).catch((error: unknown): RawAnswer => ({ status: 599, headers: {}, text: String(error) }));
    const fault = faultOf(answer, request.method.toUpperCase());
    if (fault) faults.push(`${target}: ${fault}: ${answer.text.slice(0, 300)} <- ${shown(request)}`);
  }
  return faults;
}

describe(`requests made up from the documents, seed ${seed} (KAIROS_FUZZ_SEED)`, () => {
  it.each(operations.map((operation, index) => [operation.name, operation, index] as const))('%s', async (name, operation, index) => {
    const faults = await attack(operation, slow.includes(name) ? Math.ceil(requestsEach / 6) : requestsEach, new Fuzz(seed + index));
    if (faults.length > 0) process.stderr.write(`KAIROS_FUZZ_SEED=${seed}\n`);
    expect(faults.slice(0, 5)).toEqual([]);
  }, full ? 300_000 : 30_000);
});

describe.each(programNames.map((name) => [name]))('bytes that are no request, sent to %s', (name) => {
  it.each([
    ['too many headers', 431, `GET / HTTP/1.1\r\nhost: x\r\n${'x-a: '.padEnd(20_000, 'b')}\r\n\r\n`],
    ['no HTTP', 400, '\u0016\u0003\u0001 hello\r\n\r\n'],
    ['a length and chunks at once', 400, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a header folded over lines', 400, 'GET / HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n\r\n'],
    ['a NUL in a header', 400, 'GET / HTTP/1.1\r\nhost: x\r\nx-a: b\u0000c\r\n\r\n'],
  ])('with %s get a problem and the end of the connection', async (_what, status, bytes) => {
    const answer = await overSocket(platform.url(name), bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status, requestId: /x-request-id: (\S+)/.exec(answer)?.[1] });
  });
});

describe('after all that', () => {
  it('every program still runs and logged no failure', async () => {
    for (const program of platform.programs.values()) {
      expect([program.name, program.hasEnded]).toEqual([program.name, false]);
      expect(program.printed.split('\n').filter((line) => /"level":(50|60)|uncaught|unhandled/i.test(line)).slice(0, 3)).toEqual([]);
    }
  });

  it('every event that was caused is published and could be taken in', async () => {
    const backlog = async () => {
      const counts = await Promise.all(serviceNames.map((service) => platform.database.admin.query<{ left: number; dead: number }>(`select (select count(*)::int from ${service}.outbox_message where published_at is null) as left, (select count(*)::int from ${service}.dead_letter where stream <> $1) as dead`, [madeUpStream])));
      return counts.map(({ rows }) => rows[0]);
    };
    await eventually(backlog, (states) => states.every((state) => state?.left === 0), 20_000);
    await sleep(500);
    expect((await backlog()).map((state) => state?.dead)).toEqual(serviceNames.map(() => 0));
  });
});
