import { isGenuine, type Seal, type SealKey } from './seal-check.ts';
import { digestOf, recordIn, type RecordFacts, type RecordText } from './record-text.ts';

export const faults = ['does-not-fit', 'details-do-not-fit', 'does-not-follow', 'missing', 'seal-forged', 'seal-mismatch', 'cut-off', 'no-anchor', 'erased-unrecorded', 'unreadable'] as const;
export type Fault = { kind: (typeof faults)[number]; sequence: number };
type Place = { sequence: number; recordHash: string };
type Header = { complete: boolean; start: Place; head: Place; keys: SealKey[]; tenantId: string };

/** What following a chain has proved so far. */
export type Proof = {
  complete: boolean;
  records: number;
  /** How many there are to come in all. */
  total: number;
  first: number;
  last: Place;
  head: Place;
  erased: number;
  expiredUpTo: number;
  seals: { matched: number; upTo: number; at: string; keyId: string } | undefined;
  fault: Fault | undefined;
};

const eraseAction = 'identity.audit-record.erase';
const nowhere = '0'.repeat(64);

/** Follows the lines of an audit export, computing every hash anew, up to the first that does not fit. */
export class ChainCheck {
  private header: Header | undefined;
  private readonly seals = new Map<number, Seal[]>();
  private readonly unexplained = new Map<string, number>();
  private anchored = false;
  private ended = false;
  private last: Place = { sequence: 0, recordHash: nowhere };
  private records = 0;
  private erased = 0;
  private matched: Proof['seals'];
  fault: Fault | undefined;

  /** Takes the next lines; their hashes are computed beside each other. */
  async take(lines: readonly string[]): Promise<void> {
    const texts = lines.map(recordIn);
    const digests = await Promise.all(texts.map((text) => text && digestOf(text)));
    for (const [at, line] of lines.entries()) {
      if (this.fault || line === '') continue;
      const [text, digest] = [texts[at], digests[at]];
      if (text && digest) this.record(text, digest);
      else await this.other(line);
    }
  }

  finish(): Proof {
    const { header, last } = this;
    if (!header) throw new TypeError('No audit export.');
    if (!this.fault && (!this.ended || (header.complete && last.sequence !== header.head.sequence))) this.fail('cut-off', last.sequence + 1);
    if (!this.fault && header.complete && last.recordHash !== header.head.recordHash) this.fail('does-not-fit', last.sequence);
    const [silent] = [...this.unexplained.values()].sort((one, other) => one - other);
    if (!this.fault && header.complete && silent !== undefined) this.fail('erased-unrecorded', silent);
    return this.report();
  }

  report(): Proof {
    const { header, last, records, erased, fault } = this;
    const [start, head] = [header?.start ?? last, header?.head ?? last];
    return { complete: header?.complete ?? false, records, total: head.sequence - start.sequence, first: start.sequence + 1, last, head, erased, expiredUpTo: start.sequence, seals: this.matched, fault };
  }

  private record(text: RecordText, digest: Awaited<ReturnType<typeof digestOf>>): void {
    const { header } = this;
    if (!header || !this.anchored) return this.fail(header ? 'no-anchor' : 'unreadable', 1);
    if (digest.facts !== text.recordHash) return this.fail('does-not-fit', this.last.sequence + 1);
    const facts = JSON.parse(text.facts) as RecordFacts;
    const wanted = this.last.sequence + 1;
    if (header.complete && facts.sequence !== wanted) return this.fail(facts.sequence > wanted ? 'missing' : 'does-not-follow', wanted);
    if (header.complete && (facts.previousHash !== this.last.recordHash || facts.tenantId !== header.tenantId)) return this.fail('does-not-follow', wanted);
    for (const part of ['actor', 'content'] as const) {
      if (digest[part] === undefined) this.unexplained.set(`${part} ${facts.sequence}`, facts.sequence);
      else if (digest[part] !== facts[`${part}Commitment`]) return this.fail('details-do-not-fit', facts.sequence);
    }
    if (digest.actor === undefined || digest.content === undefined) this.erased += 1;
    if (facts.action === eraseAction) this.explain(text.content);
    this.last = { sequence: facts.sequence, recordHash: text.recordHash };
    this.records += 1;
    this.compareSeals();
  }

  /** What a record of an erasure tells: whose details are gone. */
  private explain(content: string): void {
    const { after } = JSON.parse(content) as { after: Partial<Record<'actor' | 'content', number[]>> | null };
    for (const part of ['actor', 'content'] as const) for (const sequence of after?.[part] ?? []) this.unexplained.delete(`${part} ${sequence}`);
  }

  private compareSeals(): void {
    for (const { recordHash, sequence, sealedAt, keyId } of this.seals.get(this.last.sequence) ?? []) {
      if (recordHash !== this.last.recordHash) return this.fail('seal-mismatch', sequence);
      this.matched = { matched: (this.matched?.matched ?? 0) + 1, upTo: sequence, at: sealedAt, keyId };
    }
  }

  private async other(line: string): Promise<void> {
    try {
      const read = JSON.parse(line) as { line: string };
      if (read.line === 'header' && !this.header) this.begin(read as unknown as Header);
      else if (read.line === 'seal') await this.seal((read as unknown as { seal: Seal }).seal);
      else if (read.line === 'end') this.ended = (read as unknown as { records: number }).records === this.records;
      else this.fail('unreadable', this.last.sequence + 1);
    } catch {
      this.fail('unreadable', this.last.sequence + 1);
    }
  }

  private begin(header: Header): void {
    this.header = header;
    this.last = header.complete ? header.start : this.last;
    this.anchored = !header.complete || (header.start.sequence === 0 && header.start.recordHash === nowhere);
  }

  private async seal(seal: Seal): Promise<void> {
    if (!this.header || seal.tenantId !== this.header.tenantId) return;
    if (!(await isGenuine(seal, this.header.keys))) return this.fail('seal-forged', seal.sequence);
    const { start } = this.header;
    if (seal.kind === 'anchor' && seal.sequence === start.sequence && seal.recordHash === start.recordHash) this.anchored = true;
    if (seal.sequence > start.sequence) this.seals.set(seal.sequence, [...(this.seals.get(seal.sequence) ?? []), seal]);
  }

  private fail(kind: Fault['kind'], sequence: number): void {
    this.fault ??= { kind, sequence };
  }
}
