import { Injectable } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import type { ObligationPack } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { parseObligationPack } from './obligation-pack.calc.ts';

const folder = new URL('../../packs/', import.meta.url);

/** The packs shipped with this version, read once: a pack that is not valid stops the service at its start. */
@Injectable()
export class ObligationPackRepository {
  private readonly packs: ReadonlyMap<string, ObligationPack> = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => parseObligationPack(readFileSync(new URL(file, folder), 'utf8'), file))
      .map((pack) => [pack.id, pack]),
  );

  all(): ObligationPack[] {
    return [...this.packs.values()];
  }

  read(packId: string): ObligationPack {
    const pack = this.packs.get(packId);
    if (!pack) throw new NotFound('obligation-pack');
    return pack;
  }

  /** The pack that governs a plant: so far every plant stands in Italy. */
  governing(): ObligationPack {
    return this.read('italy');
  }
}
