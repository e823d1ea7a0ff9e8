import { recordHashOf, type ChainRecord } from './chain-record.ts';

export const chainFaults = ['edited', 'deleted', 'inserted', 'reordered', 'truncated', 'seal-mismatch', 'seal-forged', 'erased-unrecorded', 'unreadable'] as const;
export type ChainFault = (typeof chainFaults)[number];
/** The first bad record of a chain; `service` is null when the record that is bad is not there to tell. */
export type Finding = { fault: ChainFault; tenantId: string; sequence: number; service: string | null; detail: string };

/** Holds the first fault of a chain, and learns from what follows what kind of fault it was. */
export class PlaceOfFault {
  finding: Finding | undefined;
  private missingAfter: string | undefined;
  private claimsToFollow: string | undefined;

  constructor(private readonly tenantId: string) {}

  name(fault: ChainFault, sequence: number, service: string | null, detail: string): void {
    this.finding = { fault, tenantId: this.tenantId, sequence, service, detail };
  }

  edited(record: ChainRecord, part?: 'actor' | 'content'): void {
    this.claimsToFollow = record.previousHash;
    const what = { actor: 'who did it was changed', content: 'what it tells was changed' };
    this.name('edited', record.sequence, record.service, part ? what[part] : 'it does not fit its hash');
  }

  missing(from: number, to: number, lastHash: string): void {
    this.missingAfter = lastHash;
    this.name('deleted', from, null, from === to ? 'it is missing' : `the records ${from} to ${to} are missing`);
  }

  /** A record behind the first fault. */
  see(record: ChainRecord): void {
    const { finding } = this;
    if (!finding) return;
    if (finding.fault === 'deleted' && this.missingAfter !== undefined && record.previousHash === this.missingAfter) this.reordered(`it stands at ${record.sequence}`, record.service);
    else if (finding.fault === 'edited' && record.recordHash === this.claimsToFollow) this.reordered('another record, which belongs behind it, stands in its place', finding.service);
    else if (finding.fault === 'edited' && record.sequence === finding.sequence + 1 && recordHashOf({ ...record, sequence: finding.sequence }) === record.recordHash) this.name('inserted', finding.sequence, finding.service, 'it was put in, and those after it were given new places');
  }

  private reordered(detail: string, service: string | null): void {
    this.missingAfter = this.claimsToFollow = undefined;
    if (this.finding) this.name('reordered', this.finding.sequence, service, detail);
  }
}
