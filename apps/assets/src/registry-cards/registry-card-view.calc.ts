import { kilowattsOf, registryCardFacts, type RegistryCardFacts, type RegistryCardView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';

export type RegistryCardRow = {
  id: string; pod_code: string | null; owner_name: string | null; address: string | null; municipality: string | null; province: string | null; region: string | null;
  commissioned_on: string | null; capacity_w: string; facts: RegistryCardFacts | null; version: number | null; updated_at: string | null; updated_by: string | null;
};

const empty = Object.fromEntries(Object.keys(registryCardFacts).map((field) => [field, null])) as Pick<RegistryCardView, keyof RegistryCardFacts>;

export function toRegistryCardView(row: RegistryCardRow): RegistryCardView {
  return {
    plantId: row.id as RegistryCardView['plantId'], ...empty, ...row.facts, podCode: row.pod_code, ownerName: row.owner_name, fullAddress: fullAddressOf(row),
    commissionedOn: row.commissioned_on, installedPowerKw: kilowattsOf(BigInt(row.capacity_w)), version: row.version ?? 0,
    updatedAt: row.updated_at === null ? null : toInstant(row.updated_at), updatedBy: row.updated_by as RegistryCardView['updatedBy'],
  };
}

/** `Via Roma 1, Foggia (FG), Puglia`: as much of it as is known. */
export function fullAddressOf({ address, municipality, province, region }: Pick<RegistryCardRow, 'address' | 'municipality' | 'province' | 'region'>): string | null {
  const place = municipality && province ? `${municipality} (${province})` : (municipality ?? province);
  return [address, place, region].filter((part) => part).join(', ') || null;
}
