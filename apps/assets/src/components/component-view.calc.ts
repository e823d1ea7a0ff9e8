import { kilowattsOf, ofThousandths, type ComponentNode, type ComponentView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';

export type ComponentRow = Omit<ComponentView, 'ratedPowerKw' | 'sf6MassKg' | 'createdAt' | 'updatedAt'> & { rated_power_w: string | null; sf6_mass_g: string | null; created_at: string; updated_at: string };
export type NodeRow = Omit<ComponentNode, 'components' | 'ratedPowerKw'> & { parent_id: string | null; rated_power_w: string | null };

export function toComponentView({ rated_power_w, sf6_mass_g, created_at, updated_at, ...row }: ComponentRow): ComponentView {
  return {
    ...row, ratedPowerKw: rated_power_w === null ? null : kilowattsOf(BigInt(rated_power_w)), sf6MassKg: sf6_mass_g === null ? null : ofThousandths(BigInt(sf6_mass_g)),
    createdAt: toInstant(created_at), updatedAt: toInstant(updated_at),
  };
}

/** @param rows in the order that each level is to have */
export function toTree(rows: readonly NodeRow[]): ComponentNode[] {
  const byParent = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const under = (parentId: string | null): ComponentNode[] =>
    (byParent.get(parentId) ?? []).map(({ parent_id: _parent, rated_power_w, ...node }) => ({ ...node, ratedPowerKw: rated_power_w === null ? null : kilowattsOf(BigInt(rated_power_w)), components: under(node.id) }));
  return under(null);
}
