/** What a figure is held against: ratios of the product to a limit measured in the same run. */
export type Target = {
  what: string;
  limit: string;
  unit: string;
  floor: number;
  target: number;
  /** Rates want a high ratio, times a low one. */
  better: 'higher' | 'lower';
};

const rate = { unit: 'per second', better: 'higher' } as const;
const size = { unit: 'MiB', better: 'lower' } as const;
const time = { unit: 'ms', better: 'lower' } as const;

export const targets = {
  T1: { ...rate, what: 'rows of a file uploaded, validated and imported as plants', limit: 'the same file read, numbers exactly, and one COPY into the same table without policies', floor: 0.25, target: 0.45 },
  T2: { ...rate, what: 'rows of a file uploaded and planned', limit: 'the same file read, numbers exactly', floor: 0.15, target: 0.35 },
  'T3 peak': { ...size, what: 'memory that the planning of a large file takes above idle, intake and assets', limit: 'one mebibyte', floor: 400, target: 200 },
  'T3 growth': { ...size, what: 'the same for a file 100 times as large (10 times when quick)', limit: 'that of a file of 20 MB', floor: 2, target: 1.2 },
  T4: { ...rate, what: 'authenticated GET of one plant at the service, 64 connections', limit: 'bare node:http with a prepared statement on the same row', floor: 0.18, target: 0.3 },
  T5: { ...rate, what: 'the same through the gateway', limit: 'the same bare server', floor: 0.1, target: 0.2 },
  T6: { ...time, what: 'p99 of T4', limit: 'p99 of the bare server', floor: 10, target: 5 },
  T7: { ...time, what: 'list page of 50, filtered and sorted, at depth 100,000', limit: 'its own first page', floor: 3, target: 1.3 },
  'list-p95 plants': { ...time, what: 'p95 of pages of the plants, filtered and sorted, at 10,000 plants', limit: 'one millisecond', floor: 200, target: 100 },
  'list-p95 summary': { ...time, what: 'p95 of the summary of that portfolio', limit: 'one millisecond', floor: 200, target: 100 },
  'list-p95 production': { ...time, what: 'p95 of what that portfolio yielded, in a month and month by month, 20 of its plants read every 15 minutes', limit: 'one millisecond', floor: 1000, target: 300 },
  'list-p95 deadlines': { ...time, what: 'p95 of pages of its 50,000 deadlines, and of their summary', limit: 'one millisecond', floor: 200, target: 100 },
  'list-p95 documents': { ...time, what: 'p95 of pages of its 10,000 documents', limit: 'one millisecond', floor: 200, target: 100 },
  'matrix 744': { ...time, what: 'p95 of a page of the compliance matrix at 744 plants', limit: 'one millisecond', floor: 600, target: 300 },
  'matrix 10000': { ...time, what: 'p95 of a page of the compliance matrix at 10,000 plants', limit: 'one millisecond', floor: 2000, target: 1000 },
  T9: { ...rate, what: 'outbox relay', limit: 'JetStream publish with message id, 500 in flight', floor: 0.3, target: 0.6 },
  T10: { ...rate, what: 'consumer with its real handler, batches of one tenant', limit: 'one transaction per message', floor: 1, target: 3 },
  'T11 p50': { ...time, what: 'commit to effect in the other service, 200 per second, p50', limit: 'NATS core round trip, p50', floor: 100, target: 40 },
  'T11 p99': { ...time, what: 'commit to effect in the other service, 200 per second, p99', limit: 'NATS core round trip, p99', floor: 100, target: 30 },
  T19: { ...rate, what: 'GET of one plant, policies on', limit: 'policies off', floor: 0.8, target: 0.95 },
  'api-key': { ...rate, what: 'GET of one plant through the gateway with an API key', limit: 'the same with an access token', floor: 0.8, target: 0.9 },
  'tenant-guard': { ...rate, what: 'POST of one plant, plan and standing of the tenant checked', limit: 'the same without the checks in the database', floor: 0.7, target: 0.9 },
  'tenant-terms': { ...rate, what: 'GET of one plant, terms of the tenant known', limit: 'the same with none known', floor: 0.9, target: 0.97 },
  T20: { ...time, what: 'a sign-in', limit: 'one Argon2id hash of 64 MiB, three passes', floor: 3, target: 1.3 },
  T21: { ...time, what: 'p99 of reading another tenant’s plant while an import runs', limit: 'the same without an import', floor: 10, target: 3 },
  T22: { ...time, what: 'cold start to ready', limit: 'a bare Nest application', floor: 5, target: 2 },
  'web-scroll frame': { ...time, what: 'p95 between frames while a list of 10,000 plants is scrolled', limit: 'a bare page with as many lines', floor: 4, target: 2 },
  'web-scroll input': { ...time, what: 'p98 from a key to the next paint, typed while that list is scrolled', limit: 'the same on the bare page', floor: 8, target: 4 },
  'audit-verify': { ...rate, what: 'records of an audit export verified', limit: 'one SHA-256 over the bytes of each record', floor: 0.1, target: 0.2 },
} satisfies Record<string, Target>;

export type TargetId = keyof typeof targets;
