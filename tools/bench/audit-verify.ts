/** An export of the audit trail verified as `kairos audit verify` does, against one SHA-256 of the bytes of each record. */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chainStart, commit, exportFormat, nextRecord, recordLine, verifyExportBytes } from '@kairos/contracts/audit-chain';
import type { ChainPlace, ChainRecord, ExportLine } from '@kairos/contracts/audit-chain';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf, median } from './figures.ts';

const pieceBytes = 1024 * 1024;

/** A change of a plant as it stands in a trail: who, from where, and what before and after. */
function recordAfter(last: ChainPlace, tenantId: string): ChainRecord {
  const number = last.sequence + 1;
  const at = new Date(1_800_000_000_000 + number * 1000).toISOString().replace('Z', '000Z');
  const facts = {
    tenantId, id: randomUUID(), service: 'assets', category: 'plant', action: 'assets.plant.update', resourceType: 'Plant', resourceId: randomUUID(), actorKind: 'user', actorId: randomUUID(), actorRoles: ['kronos/Asset Manager'],
    sessionId: randomUUID(), apiKeyId: null, permission: 'assets.plant.update', requestId: randomUUID(), status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: at, recordedAt: at,
  };
  const actor = { email: 'anna.rossi@example.org', address: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' };
  const content = {
    resourceName: `Parco Eolico ${number}`, description: `Update plant “Parco Eolico ${number}”`, reason: number % 3 ? null : 'as agreed with the authority',
    before: { capacityKw: '998.5', name: 'Parco Eolico', status: 'Planned' }, after: { capacityKw: '1250', name: `Parco Eolico ${number}`, status: 'In Operation' },
  };
  return nextRecord(last, facts, commit(randomBytes(16).toString('hex'), actor), commit(randomBytes(16).toString('hex'), content));
}

function exportOf(count: number): string[] {
  const tenantId = randomUUID();
  const lines: string[] = [];
  let last: ChainPlace = chainStart;
  for (let made = 0; made < count; made += 1) {
    const record = recordAfter(last, tenantId);
    lines.push(`${recordLine(record)}\n`);
    last = record;
  }
  const { sequence, recordHash } = last;
  const header: ExportLine = { line: 'header', format: exportFormat, tenantId, exportedAt: new Date().toISOString(), complete: true, start: chainStart, head: { sequence, recordHash }, keys: [] };
  const end: ExportLine = { line: 'end', records: count };
  return [`${JSON.stringify(header)}\n`, ...lines, `${JSON.stringify(end)}\n`];
}

/** How many records a second some work gets through. */
async function rate(count: number, work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return count / ((performance.now() - startedAt) / 1000);
}

async function verify(file: string, count: number): Promise<void> {
  const { records, finding } = await verifyExportBytes(createReadStream(file, { highWaterMark: pieceBytes }));
  if (finding || records !== count) throw new Error(`the export does not verify: ${finding?.detail ?? `${records} records`}`);
}

export const verifyAuditExport: Benchmark = {
  ids: ['audit-verify'],
  run: async ({ rounds, scale, note }: Bench) => {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bench-'));
    try {
      const file = join(folder, 'export.jsonl');
      const count = Math.ceil(100_000 * scale);
      const lines = exportOf(count);
      await pipeline(Readable.from(lines), createWriteStream(file));
      const records = lines.slice(1, -1).map((line) => Buffer.from(line));
      const pairs = await alternate(
        rounds,
        () => rate(count, () => { for (const record of records) hash('sha256', record); }),
        () => rate(count, () => verify(file, count)),
      );
      note(`${Math.round(median(pairs.map(({ product }) => product)))} records verified per second, of ${Math.round(lines.join('').length / count)} bytes each`);
      return [figureOf('audit-verify', pairs)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
