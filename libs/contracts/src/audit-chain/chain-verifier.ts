import { faultWithin, genesisHash, recordHashOf, type ChainRecord } from './chain-record.ts';
import { ErasedDetails } from './erased-details.ts';
import { PlaceOfFault, type Finding } from './place-of-fault.ts';
import type { AuditSeal } from './seal.ts';

/** Where a chain stands: the sequence and hash of one of its records, or of nothing yet. */
export type ChainPlace = { sequence: number; recordHash: string };
export const chainStart: ChainPlace = { sequence: 0, recordHash: genesisHash };

export type ChainClaims = {
  tenantId: string;
  /** After which record the ones to verify begin. */
  start: ChainPlace;
  /** Where the chain ends by what its keeper says. */
  head: ChainPlace | undefined;
  /** Genuine seals of this tenant. */
  seals: readonly AuditSeal[];
  /** Whether more records follow, which may tell of details that were erased here. */
  isPart?: boolean;
};

export type ChainReport = { records: number; sealsMatched: number; erased: number; last: ChainPlace; finding: Finding | undefined };

/** Follows one tenant's chain record by record and names the first that is not as it was written. */
export class ChainVerifier {
  private readonly seals = new Map<number, string[]>();
  private readonly erased = new ErasedDetails();
  private readonly place: PlaceOfFault;
  private last: ChainPlace;
  private doubtful: ChainRecord | undefined;
  /** How far the chain goes, by its head and its seals. */
  private readonly furthest: number;
  private records = 0;
  private sealsMatched = 0;

  constructor(private readonly claims: ChainClaims) {
    this.last = claims.start;
    this.furthest = claims.seals.reduce((most, { sequence }) => Math.max(most, sequence), Math.max(claims.start.sequence, claims.head?.sequence ?? 0));
    this.place = new PlaceOfFault(claims.tenantId);
    for (const { sequence, recordHash } of claims.seals) this.seals.set(sequence, [...(this.seals.get(sequence) ?? []), recordHash]);
  }

  /** @param isSound whether its hashes are known to fit */
  push(record: ChainRecord, isSound = false): void {
    this.records += 1;
    if (this.place.finding) return this.place.see(record);
    if (this.doubtful) this.resolveDoubt(record.previousHash);
    if (this.place.finding) return this.place.see(record);
    this.check(record, isSound);
    if (this.place.finding) return;
    this.erased.note(record);
    this.last = { sequence: record.sequence, recordHash: record.recordHash };
    this.compareSeals(record);
  }

  finish(): ChainReport {
    if (!this.place.finding && this.doubtful) this.resolveDoubt(this.claims.head?.recordHash ?? genesisHash);
    if (!this.place.finding) this.compareEnd();
    const unrecorded = this.claims.isPart ? undefined : this.erased.withoutEvidence();
    if (unrecorded && (!this.place.finding || unrecorded.sequence < this.place.finding.sequence)) this.place.name('erased-unrecorded', unrecorded.sequence, unrecorded.service, 'its details are gone, and no later record tells that they were erased');
    return { records: this.records, sealsMatched: this.sealsMatched, erased: this.erased.count, last: this.last, finding: this.place.finding };
  }

  private check(record: ChainRecord, isSound: boolean): void {
    const wanted = this.last.sequence + 1;
    const { sequence, service, previousHash } = record;
    if (record.tenantId !== this.claims.tenantId) return this.place.name('inserted', wanted, service, 'a record of another tenant stands here');
    if (!Number.isSafeInteger(sequence) || sequence < wanted) return this.place.name('inserted', sequence || 0, service, `the record ${record.id} stands where the chain has no place for it`);
    if (sequence > wanted) {
      this.place.missing(wanted, sequence - 1, this.last.recordHash);
      return this.place.see(record);
    }
    if (this.claims.head && sequence > this.furthest) return this.place.name('inserted', sequence, service, 'it stands behind the end of the chain');
    const fault = isSound ? undefined : faultWithin(record);
    const follows = previousHash === this.last.recordHash;
    if (fault === 'facts') return follows ? this.place.edited(record) : this.misplaced(record);
    if (!follows) this.doubtful = record;
    else if (fault) this.place.edited(record, fault);
  }

  /** Neither its own hash nor the one before it fits: edited, or brought here from another place. */
  private misplaced(record: ChainRecord): void {
    const { sequence } = record;
    const fits = (changed: Partial<ChainRecord>) => recordHashOf({ ...record, ...changed }) === record.recordHash;
    if (fits({ previousHash: this.last.recordHash })) this.place.edited(record);
    else if (fits({ sequence: sequence + 1 })) this.place.missing(sequence, sequence, this.last.recordHash);
    else if (sequence - 1 > this.claims.start.sequence && fits({ sequence: sequence - 1 })) this.place.name('inserted', sequence - 1, null, 'it was put in, and those after it were given new places');
    else this.place.edited(record);
  }

  /** A record is sound in itself but does not follow the one before: what comes next tells which of both is false. */
  private resolveDoubt(nextPreviousHash: string): void {
    const doubtful = this.doubtful;
    if (!doubtful) return;
    const isTrue = nextPreviousHash === doubtful.recordHash && doubtful.sequence - 1 > this.claims.start.sequence;
    this.place.name('edited', isTrue ? doubtful.sequence - 1 : doubtful.sequence, isTrue ? null : doubtful.service, 'it was changed and given a hash that fits it, which the chain does not know');
  }

  private compareSeals({ sequence, recordHash, service }: ChainRecord): void {
    if (this.doubtful) return;
    for (const sealed of this.seals.get(sequence) ?? []) {
      if (sealed === recordHash) this.sealsMatched += 1;
      else this.place.name('seal-mismatch', sequence, service, 'the seal of this place is of another record: the chain was written anew up to here');
    }
  }

  private compareEnd(): void {
    const { head } = this.claims;
    const { sequence } = this.last;
    if (this.furthest > sequence) this.place.name('truncated', sequence + 1, null, `the records ${sequence + 1} to ${this.furthest} are missing from the end`);
    else if (head && head.sequence === sequence && head.recordHash !== this.last.recordHash) this.place.name('edited', sequence, null, 'it was changed and given a hash that fits it, which the head of the chain does not know');
  }
}
