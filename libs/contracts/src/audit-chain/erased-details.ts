import { z } from 'zod';
import type { ChainRecord } from './chain-record.ts';

/** The action of the records that tell what was erased. They can never be erased themselves. */
export const eraseAction = 'identity.audit-record.erase';
/** What such a record tells: the sequences whose details about the actor, or about the content, are gone. */
export const ErasedSequences = z.object({ actor: z.array(z.int().positive()), content: z.array(z.int().positive()) });
export type ErasedSequences = z.infer<typeof ErasedSequences>;

const parts = ['actor', 'content'] as const;

/** Which details a chain has lost, and whether a later record says that they were erased. */
export class ErasedDetails {
  private readonly open = { actor: new Map<number, string>(), content: new Map<number, string>() };
  count = 0;

  note(record: ChainRecord): void {
    const gone = parts.filter((part) => record[part].salt === null);
    if (gone.length > 0) this.count += 1;
    for (const part of gone) this.open[part].set(record.sequence, record.service);
    if (record.action !== eraseAction) return;
    const told = ErasedSequences.safeParse(record.content.details?.after).data;
    for (const part of parts) for (const sequence of told?.[part] ?? []) this.open[part].delete(sequence);
  }

  /** The first record whose details are gone without a word. */
  withoutEvidence(): { sequence: number; service: string } | undefined {
    const [first] = parts.flatMap((part) => [...this.open[part]]).sort(([a], [b]) => a - b);
    return first && { sequence: first[0], service: first[1] };
  }
}
