import type { ServerResponse } from 'node:http';
import { MockApi, type Asked } from './mock-api.builder.ts';
import { Random } from './random.builder.ts';

/** Takes records, and fails in every way an API can: it hangs, asks for patience, breaks down, and hangs up before, within and after its answer. */
export class FaultyApi {
  private readonly taken = new Map<string, number>();
  private readonly doubtful = new Map<string, number>();
  private readonly recordOf = new Map<string, string>();

  private constructor(
    readonly api: MockApi,
    private readonly random: Random,
  ) {}

  static async start(seed: number): Promise<FaultyApi> {
    const faulty = new FaultyApi(await MockApi.start(), new Random(seed));
    faulty.api.answer = (asked, response) => faulty.answer(asked, response);
    return faulty;
  }

  /** Somebody cut a request off, who cannot know what became of it. */
  ambiguous(key: string): void {
    this.doubtful.set(key, (this.doubtful.get(key) ?? 0) + 1);
  }

  /** What came of it all. `unexplained`: keys taken more often than once and once more for each ambiguous failure. */
  tally() {
    const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
    const unexplained = [...this.taken].filter(([key, count]) => count > 1 + (this.doubtful.get(key) ?? 0)).map(([key]) => key);
    return { effects: this.taken.size, duplicates: sum(this.taken) - this.taken.size, ambiguities: sum(this.doubtful), unexplained, records: new Set(this.recordOf.values()).size, requests: this.api.asked.length };
  }

  private answer(asked: Asked, response: ServerResponse): void {
    const key = String(asked.headers['idempotency-key']);
    const known = this.recordOf.get(key);
    if (known !== undefined && known !== asked.body) throw new Error(`The key ${key} came with another record.`);
    this.recordOf.set(key, asked.body);
    const chance = this.random.below(1000);
    if (chance < 60) return void response.writeHead(500).end('{"error":"broken"}');
    if (chance < 100) return void response.writeHead(429).end();
    if (chance < 102) return void response.writeHead(429, { 'retry-after': '1' }).end();
    if (chance < 104) return void response.writeHead(503, { 'retry-after': new Date(Date.now() + 1000).toUTCString() }).end();
    if (chance < 125) return void response.destroy();
    // From here on the record is taken, whatever is said of it.
    this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    if (chance < 145) return this.ambiguous(key);
    if (chance < 170) {
      this.ambiguous(key);
      return void response.writeHead(200, { 'content-length': '1000' }).write('{"ok":', () => response.destroy());
    }
    if (chance < 195) {
      this.ambiguous(key);
      return void response.destroy();
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  }
}
