import { Injectable } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import type { DeadlineObligation, Obligation, ObligationPack } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { parseObligationPack } from './obligation-pack.calc.ts';

const folder = new URL('../../packs/', import.meta.url);

/**
 * The packs shipped with this release, every version of them, read once: a pack that is not valid stops the service at its
 * start. The newest version of a pack governs; deadlines keep the words of the one they were opened with.
 */
@Injectable()
export class ObligationPackRepository {
  private readonly packs: readonly ObligationPack[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => parseObligationPack(readFileSync(new URL(file, folder), 'utf8'), file))
    .map(({ tests: _tests, ...pack }) => pack)
    .sort((a, b) => a.id.localeCompare(b.id) || newestFirst(a, b));

  /** Every version of every pack, the newest of each first. */
  all(): readonly ObligationPack[] {
    return this.packs;
  }

  /** @param version the newest one when it is left out */
  read(packId: string, version?: string): ObligationPack {
    const pack = this.packs.find((each) => each.id === packId && (version === undefined || each.version === version));
    if (!pack) throw new NotFound('obligation-pack');
    return pack;
  }

  /** The pack that governs a plant: so far every plant stands in Italy. */
  governing(): ObligationPack {
    return this.read('italy');
  }

  /** The obligation of a deadline as the pack says it that the deadline was opened with; undefined when that is not shipped any more. */
  wordingOf({ packId, packVersion, code }: Pick<DeadlineObligation, 'packId' | 'packVersion' | 'code'>): Obligation | undefined {
    return this.packs.find(({ id, version }) => id === packId && version === packVersion)?.obligations.find((each) => each.code === code);
  }
}

function newestFirst(a: ObligationPack, b: ObligationPack): number {
  const [[yearA = 0, numberA = 0], [yearB = 0, numberB = 0]] = [a, b].map(({ version }) => version.split('.').map(Number)) as [number[], number[]];
  return yearB - yearA || numberB - numberA;
}
