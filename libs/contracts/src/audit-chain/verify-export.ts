import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { faultWithin, type ChainRecord } from './chain-record.ts';
import { chainStart, ChainVerifier, type ChainReport } from './chain-verifier.ts';
import type { Finding } from './place-of-fault.ts';
import { readRecord, soundRecord } from './record-line.ts';
import { AuditSeal, AuditSealKey, isGenuine } from './seal.ts';
import { wholeLines } from './whole-lines.ts';

export const exportFormat = 'kairos.audit-export.v2';
const Place = z.object({ sequence: z.int().nonnegative(), recordHash: z.string().regex(/^[\da-f]{64}$/) });

/** The first line of an export. `complete` is false for one that leaves records out: then no chain can be followed. */
export const ExportHeader = z.object({
  line: z.literal('header'),
  format: z.literal(exportFormat),
  tenantId: z.uuid(),
  exportedAt: z.iso.datetime(),
  complete: z.boolean(),
  start: Place,
  head: Place,
  keys: z.array(AuditSealKey),
});
export type ExportHeader = z.infer<typeof ExportHeader>;
/** Header, then seals, then records in order, each as `recordLine` writes it, then the end. */
export type ExportLine = ExportHeader | { line: 'seal'; seal: AuditSeal } | { line: 'end'; records: number };

/** What a reader brings along instead of believing the export. */
export type Trusted = { keys?: readonly AuditSealKey[]; seals?: readonly AuditSeal[] };
export type ExportReport = ChainReport & { tenantId: string; complete: boolean; seals: number };

export class NoAuditExport extends Error {}

/** Verifies the lines of an export, without anything but the export and what the reader trusts. */
export async function verifyExport(lines: Iterable<string>, trusted: Trusted = {}): Promise<ExportReport> {
  return verifyBatches([Array.from(lines, (line) => Buffer.from(line))], trusted);
}

/** Verifies an export as it is read from a file or a connection, in pieces of whatever size: larger ones are quicker. */
export async function verifyExportBytes(pieces: AsyncIterable<Uint8Array>, trusted: Trusted = {}): Promise<ExportReport> {
  return verifyBatches(wholeLines(pieces), trusted);
}

async function verifyBatches(batches: AsyncIterable<Buffer[]> | Iterable<Buffer[]>, trusted: Trusted): Promise<ExportReport> {
  let reader: ExportReader | undefined;
  let number = 0;
  for await (const lines of batches) {
    for (const line of lines) {
      number += 1;
      if (line.length === 0) continue;
      if (reader) reader.read(line, number);
      else reader = new ExportReader(headerOf(line.toString()), trusted);
    }
  }
  if (!reader) throw new NoAuditExport('The file is empty.');
  return reader.finish();
}

function headerOf(text: string): ExportHeader {
  try {
    return ExportHeader.parse(JSON.parse(text));
  } catch {
    throw new NoAuditExport('The file is no audit export: its first line is no header of one.');
  }
}

class ExportReader {
  private readonly seals: AuditSeal[] = [];
  private verifier: ChainVerifier | undefined;
  private failure: Finding | undefined;
  private ended: number | undefined;
  private last = chainStart;
  private records = 0;
  private erased = 0;

  constructor(
    private readonly header: ExportHeader,
    private readonly trusted: Trusted,
  ) {
    for (const seal of trusted.seals ?? []) this.take(seal);
  }

  read(bytes: Buffer, number: number): void {
    try {
      const sound = soundRecord(bytes);
      if (sound) return this.record(sound, true);
      const text = bytes.toString();
      const line = JSON.parse(text) as ExportLine | { line: 'record' };
      if (line.line === 'record') this.record(readRecord(text), false);
      else if (line.line === 'seal') this.take(AuditSeal.parse(line.seal));
      else if (line.line === 'end') this.ended = line.records;
      else throw new Error('unknown');
    } catch {
      this.fail('unreadable', this.last.sequence + 1, `line ${number} of the export cannot be read`);
    }
  }

  finish(): ExportReport {
    const { tenantId, complete } = this.header;
    const chain = complete ? this.chain().finish() : { records: this.records, sealsMatched: 0, erased: this.erased, last: this.last, finding: undefined };
    if (this.ended !== this.records && !chain.finding) this.fail('truncated', this.last.sequence + 1, 'the export is cut off');
    return { ...chain, finding: first(this.failure, chain.finding), tenantId, complete, seals: this.seals.length };
  }

  private record(record: ChainRecord, isSound: boolean): void {
    if (this.header.complete) this.chain().push(record, isSound);
    else this.single(record, isSound);
    this.records += 1;
    this.last = { sequence: record.sequence, recordHash: record.recordHash };
  }

  /** Without its neighbours a record can only be held against its own hash. */
  private single(record: ChainRecord, isSound: boolean): void {
    if (record.actor.salt === null || record.content.salt === null) this.erased += 1;
    if (!isSound && faultWithin(record)) this.fail('edited', record.sequence, 'it does not fit its hash', record.service);
    else if (record.sequence <= this.last.sequence) this.fail('reordered', record.sequence, 'it stands behind a later one', record.service);
  }

  private take(seal: AuditSeal): void {
    if (seal.tenantId !== this.header.tenantId) return;
    if (isGenuine(seal, this.trusted.keys ?? this.header.keys)) this.seals.push(seal);
    else this.fail('seal-forged', seal.sequence, `no known key made the seal of ${seal.sealedAt}`);
  }

  private chain(): ChainVerifier {
    if (this.verifier) return this.verifier;
    const { tenantId, start, head } = this.header;
    const isAnchored = start.sequence === 0 ? start.recordHash === chainStart.recordHash : this.seals.some((seal) => seal.kind === 'anchor' && seal.sequence === start.sequence && seal.recordHash === start.recordHash);
    if (!isAnchored) this.fail('deleted', 1, `the records up to ${start.sequence} are missing, and no signed anchor says that their time was over`);
    this.verifier = new ChainVerifier({ tenantId, start, head, seals: this.seals.filter(({ sequence }) => sequence > start.sequence) });
    return this.verifier;
  }

  private fail(fault: Finding['fault'], sequence: number, detail: string, service: string | null = null): void {
    this.failure ??= { fault, tenantId: this.header.tenantId, sequence, service, detail };
  }
}

function first(one: Finding | undefined, other: Finding | undefined): Finding | undefined {
  return one && other ? (other.sequence < one.sequence ? other : one) : (one ?? other);
}
