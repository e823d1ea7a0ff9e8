/** Random numbers from 0 to 1 that the same seed repeats. */
export function seeded(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** An edit of a part of a plant, as its route or an import takes it. */
export type PlantEdit = { by: 'hand' | 'import' | 'change-set' | 'status' | 'registry-card' | 'authority-record'; authority?: string; facts: Record<string, unknown> };

const ofPlant: Record<string, readonly unknown[]> = {
  name: ['Alpha Uno', 'Beta Due', 'Gamma Tre'], capacityKw: ['19', '25.5', '1100'], notes: [null, 'x', 'y'], tags: [[], ['a'], ['a', 'b']], latitudeDeg: [null, '45.1', '46.25'],
  protectedArea: [true, false], podCode: [null, 'IT001E12345678', 'IT001E87654321'], ownerName: [null, 'Esempio'], type: ['Photovoltaic', 'Wind'], timeZone: [null, 'Europe/Rome'],
  customFields: [{ slot: 'A' }, { slot: 'B', height: '12.5' }, { slot: null }, { height: null }, { checked: true, height: '7' }],
};
const ofCard: Record<string, readonly unknown[]> = { feeder: ['F1', 'F2', null], moduleCount: [1, 2, null], gaudiCode: [null, 'G1'], ownerTaxCode: [null, 'RSSMRA85T10A562S'], technicalDetails: [null, { tilt: 30, rows: [1, 2] }, { rows: [2], tilt: 31 }] };
const ofRecords: Record<string, Record<string, readonly unknown[]>> = {
  dso: { podCode: ['IT001E11111111', 'IT001E22222222'], ticaCode: [null, 'T1', 'T2'] },
  terna: { gaudiCode: ['G1', 'G2'], gridCodeCompliant: [true, false, null] },
  gse: { incentiveEurPerMwh: [null, '10', '20.5'], incentivisedCapMwh: ['100', '200', null] },
  customs: { licenceIssuedOn: [null, '2020-01-01'], ediEnabled: [true, false] },
};

/** Edits of every part of a plant, at random and the same ones for the same numbers. */
export function* randomEdits(random: () => number): Generator<PlantEdit, never> {
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const some = (choices: Record<string, readonly unknown[]>) => {
    const fields = Object.keys(choices).filter(() => random() < 0.3);
    return Object.fromEntries((fields.length ? fields : [pick(Object.keys(choices))]).map((field) => [field, pick(choices[field] ?? [])]));
  };
  let status = 'In Operation';
  for (;;) {
    const by = pick(['hand', 'hand', 'hand', 'import', 'change-set', 'status', 'registry-card', 'authority-record', 'authority-record'] as const);
    if (by === 'status') yield { by, facts: { status: (status = status === 'In Operation' ? 'Under Construction' : 'In Operation') } };
    else if (by === 'registry-card') yield { by, facts: some(ofCard) };
    else if (by === 'authority-record') {
      const authority = pick(Object.keys(ofRecords));
      yield { by, authority, facts: some(ofRecords[authority] ?? {}) };
    } else yield { by, facts: some(ofPlant) };
  }
}
