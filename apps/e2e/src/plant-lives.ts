export type LifeFacts = { status: 'In Authorization' | 'Under Construction' | 'In Operation'; capacityKw: string; protectedArea: boolean; commissionedOn?: string };
/** What becomes of one plant: the rows of imports that tell of it, one for each round, and what is true in the end. */
export type PlantLife = { code: string; rounds: (Record<string, unknown> | undefined)[]; ends: LifeFacts; deleted: boolean };

/** Both sides of each capacity that an obligation asks about. */
const capacitiesKw = ['11', '11.08', '11.081', '20', '20.001', '600', '1000', '1000.001'];
const dates = ['2011-05-01', '2019-08-14', '2024-02-29'];
const next = { 'In Authorization': 'Under Construction', 'Under Construction': 'In Operation' } as const;

/** Random numbers from 0 to 1 that the same seed repeats. */
export function seeded(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Lives of plants that are registered, change up to three times, cross thresholds both ways, and of which some leave. */
export function plantLives(count: number, random: () => number): PlantLife[] {
  const of = <T>(options: readonly T[]): T => options[Math.floor(random() * options.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const status = of(['In Operation', 'In Operation', 'In Authorization', 'Under Construction'] as const);
    const ends: LifeFacts = { status, capacityKw: of(capacitiesKw), protectedArea: random() < 0.3, ...(status === 'In Operation' && random() < 0.5 ? { commissionedOn: of(dates) } : {}) };
    const code = `LIFE-${index}`;
    const registered = { code, name: `Impianto ${index}`, type: 'Photovoltaic', ...ends };
    const changes = Array.from({ length: 3 }, () => (random() < 0.5 ? changeOf(ends) : undefined));
    return { code, rounds: [registered, ...changes.map((change) => change && { ...registered, ...change })], ends, deleted: random() < 0.1 };
  });

  /** @returns everything that is true after it: a row of a file tells all of a plant */
  function changeOf(ends: LifeFacts): LifeFacts {
    const choice = random();
    if (choice < 0.4) ends.capacityKw = of(capacitiesKw);
    else if (choice < 0.6) ends.protectedArea = !ends.protectedArea;
    else if (choice < 0.8 && ends.status !== 'In Operation') ends.status = next[ends.status];
    // Once and for all: which occurrence a corrected date leaves depends on the earlier one.
    else if (ends.status === 'In Operation') ends.commissionedOn ??= of(dates);
    return { ...ends };
  }
}

/** What a plant owes, told here by hand: none of the product's code decides what is right. */
export function obligationsOf({ status, capacityKw, protectedArea }: LifeFacts): string[] {
  const above = (kilowatts: number) => Number(capacityKw) > kilowatts;
  switch (status) {
    case 'In Operation':
      return ['fuel-mix-disclosure', ...(above(11.08) ? ['spi-check'] : []), ...(above(20) ? ['annual-consumption-declaration', 'fiscal-meter-calibration', 'licence-fee'] : [])].sort();
    case 'In Authorization':
      return [above(1000) ? 'single-authorisation' : 'building-title', ...(protectedArea ? ['superintendence-opinion'] : [])];
    case 'Under Construction':
      return above(20) ? ['workshop-declaration'] : [];
  }
}
