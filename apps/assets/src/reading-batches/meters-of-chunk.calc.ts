import type { RowError } from '../plant-batches/read-batch-row.calc.ts';

export type NamedMeter = { id: string; code: string; serialNumber: string | null; standing: boolean; plantId: string; plantCode: string; timeZone: string };

/** The meters that the rows of one chunk are about, found by code or serial number. */
export class MetersOfChunk {
  readonly #byName = new Map<string, NamedMeter[]>();

  constructor(meters: readonly NamedMeter[]) {
    for (const meter of meters) {
      for (const name of new Set([meter.code, meter.serialNumber])) if (name !== null) this.#byName.set(name, [...(this.#byName.get(name) ?? []), meter]);
    }
  }

  /** A meter that was taken out is meant where no standing one is called so. */
  find(name: string, plantCode: string | undefined): NamedMeter | { error: RowError } {
    const named = (this.#byName.get(name) ?? []).filter((meter) => plantCode === undefined || meter.plantCode === plantCode);
    const standing = named.filter((meter) => meter.standing);
    const [meter, other] = standing.length > 0 ? standing : named;
    if (!meter) return { error: { field: 'meter', code: 'meter-not-found', value: name, detail: plantCode === undefined ? 'is no meter that you reach' : `is no meter of ${plantCode} that you reach` } };
    if (other) return { error: { field: 'meter', code: 'meter-ambiguous', value: name, detail: `several meters are called so, of ${[meter, other].map((one) => one.plantCode).join(' and ')}: say of which plant, or its serial number` } };
    return meter;
  }
}
