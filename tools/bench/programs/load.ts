/** Loads one address over kept connections for some seconds and prints rate and latencies. `[<id>]` in a body is another text each time. */
import autocannon from 'autocannon';

export type LoadInput = { url: string; token?: string; connections: number; seconds: number; body?: string };
export type Load = { perSecond: number; p50Ms: number; p99Ms: number };

const { url, token, connections, seconds, body } = JSON.parse(process.argv[2] ?? '{}') as LoadInput;
const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
const result = await autocannon({ url, connections, duration: seconds, headers: body ? { ...headers, 'content-type': 'application/json' } : headers, ...(body ? { method: 'POST' as const, body, idReplacement: true } : {}) });
if (result.errors > 0 || result.non2xx > 0) throw new Error(`${url}: ${result.errors} errors and ${result.non2xx} answers that are not 2xx`);
const load: Load = { perSecond: result['2xx'] / result.duration, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
process.stdout.write(JSON.stringify(load));
