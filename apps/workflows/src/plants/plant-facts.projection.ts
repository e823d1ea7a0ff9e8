import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import { wattsOf, type IncentivesBasis } from '@kairos/contracts';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { getsIncentives, plantFactsOf, tellFacts, type KnownPlant, type PlantEvent, type PlantFacts, type PlantFactsRow, type ToldFacts } from './told-facts.calc.ts';

export type { PlantFacts } from './told-facts.calc.ts';

/** The facts of a row of `plant_facts`, for `plantFactsOf`. */
export const plantFactsJson = `json_build_object('code', code, 'name', name, 'type', type, 'status', status, 'capacityW', capacity_w::text, 'commissionedOn', commissioned_on,
  'municipality', municipality, 'province', province, 'protectedArea', protected_area, 'incentivesTotalEur', trim_scale(incentives_total_eur)::text,
  'incentivesPerYearEur', trim_scale(incentives_per_year_eur)::text, 'customsLicenceActive', customs_licence_active, 'deleted', deleted)`;

const columns = `code, name, type, status, capacity_w, commissioned_on, municipality, province, protected_area, incentives_total_eur, incentives_per_year_eur, customs_licence_active, deleted,
  plant_version, region, pod_code, owner_name, address`;
const told = `json_to_recordset(?::json) as told (plant_id uuid, code text, name text, type text, status text, capacity_w bigint, commissioned_on date, municipality text, province text,
  protected_area boolean, incentives_total_eur numeric, incentives_per_year_eur numeric, customs_licence_active boolean, deleted boolean, plant_version integer,
  region text, pod_code text, owner_name text, address text)`;

/** The last known facts of every plant. */
@Injectable()
export class PlantFactsProjection {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
  ) {}

  /**
   * Takes the events of one transaction, hundreds at a time with a few statements. Plants are held, in the order of their ids, until the
   * transaction ends.
   *
   * @returns what each event left, in their order; nothing of one that is older than what was known
   */
  async apply(events: readonly PlantEvent[]): Promise<ToldFacts[]> {
    const basis = events.some(({ data }) => getsIncentives(data)) ? (await this.settings.read()).incentivesBasis : 'total';
    const known = await this.holdKnown(events, basis);
    const changed = new Map(known);
    const left = tellFacts(events, changed, basis);
    const updated = [...known].flatMap(([plantId, before]) => (changed.get(plantId) === before ? [] : [plantId]));
    if (updated.length > 0) {
      const set = columns.split(/,\s*/).map((column) => `${column} = told.${column}`).join(', ');
      await this.em.execute(`update plant_facts p set ${set} from ${told} where p.tenant_id = ? and p.plant_id = told.plant_id`, [rowsOf(updated, changed), currentTenantId()]);
    }
    return left;
  }

  /**
   * Stores plants that are new as the events leave them. Those that are known are locked first, and only then read: a statement reads what
   * was there when it began, not what somebody it waited for has stored since.
   *
   * @returns the plants that were known
   */
  private async holdKnown(events: readonly PlantEvent[], basis: IncentivesBasis): Promise<Map<string, KnownPlant>> {
    const fresh = new Map<string, KnownPlant>();
    tellFacts(events, fresh, basis);
    const inserted = await this.em.execute<{ plant_id: string }[]>(
      `insert into plant_facts (tenant_id, plant_id, ${columns}) select ?, plant_id, ${columns} from ${told} order by plant_id on conflict (tenant_id, plant_id) do nothing returning plant_id`,
      [currentTenantId(), rowsOf([...fresh.keys()], fresh)],
    );
    for (const { plant_id } of inserted) fresh.delete(plant_id);
    if (fresh.size === 0) return new Map();
    const rows = await this.em.execute<{ plant_id: string; plant_version: number; facts: PlantFactsRow }[]>(
      `select plant_id, plant_version, ${plantFactsJson} as facts from plant_facts where tenant_id = ? and plant_id = any(?::uuid[]) order by plant_id for update`, [currentTenantId(), `{${[...fresh.keys()].join(',')}}`],
    );
    return new Map(rows.map(({ plant_id, plant_version, facts }) => [plant_id, { facts: plantFactsOf(facts), version: plant_version }]));
  }

  async find(plantId: string): Promise<PlantFacts | undefined> {
    return this.read(plantId, '');
  }

  /**
   * The facts of a plant for a command that decides by them: they stay as they are until its transaction ends.
   *
   * @param lock `share` for one that others may decide by at the same time, `update` for one that takes turns
   */
  async hold(plantId: string, lock: 'share' | 'update'): Promise<PlantFacts | undefined> {
    return this.read(plantId, `for ${lock}`);
  }

  /** Holds the facts of several plants at once, in the order in which consumers hold them, before any workflow or deadline of them is locked. */
  async holdInOrder(plantIds: readonly string[]): Promise<void> {
    await tenantQuery(this.em, 'select 1 from plant_facts where plant_id = any($1::uuid[]) order by plant_id for share', [plantIds]);
  }

  /**
   * Plants of the portfolio by their codes; held, in the order of their ids, until the transaction ends.
   *
   * @param reach the plants the caller reaches, null for all
   */
  async byCode(codes: readonly string[], reach: readonly string[] | null, mode: 'hold' | 'look'): Promise<Map<string, PlantFacts>> {
    return new Map((await this.several('code = any($1)', codes, reach, mode)).map((plant) => [plant.code, plant]));
  }

  /** The same by their ids. */
  async byId(plantIds: readonly string[], reach: readonly string[] | null, mode: 'hold' | 'look'): Promise<PlantFacts[]> {
    return this.several('plant_id = any($1::uuid[])', plantIds, reach, mode);
  }

  private async several(which: string, named: readonly string[], reach: readonly string[] | null, mode: 'hold' | 'look'): Promise<PlantFacts[]> {
    const rows = await tenantQuery<{ plantId: string; facts: PlantFactsRow }>(
      this.em, `select plant_id as "plantId", ${plantFactsJson} as facts from plant_facts where ${which} and not deleted and ($2::uuid[] is null or plant_id = any($2)) order by plant_id ${mode === 'hold' ? 'for share' : ''}`, [named, reach],
    );
    const { incentivesBasis } = rows.some(({ facts }) => getsIncentives(facts)) ? await this.settings.read() : { incentivesBasis: 'total' as const };
    return rows.map(({ plantId, facts }) => ({ ...plantFactsOf(facts), plantId, incentivesBasis }));
  }

  private async read(plantId: string, lock: string): Promise<PlantFacts | undefined> {
    const [row] = await tenantQuery<{ facts: PlantFactsRow }>(this.em, `select ${plantFactsJson} as facts from plant_facts where plant_id = $1 ${lock}`, [plantId]);
    return row && { ...plantFactsOf(row.facts), plantId, incentivesBasis: await this.basisFor(row.facts) };
  }

  /** The plants after one, in the order of their ids, for which a setting of the tenant decides. */
  async decidedBySettings(afterPlantId: string, limit: number): Promise<string[]> {
    const rows = await tenantQuery<{ plant_id: string }>(
      this.em,
      `select plant_id from plant_facts where not deleted and (incentives_total_eur is not null or incentives_per_year_eur is not null) and plant_id > $1 order by plant_id limit $2`,
      [afterPlantId, limit],
    );
    return rows.map(({ plant_id }) => plant_id);
  }

  private async basisFor(facts: PlantFactsRow): Promise<IncentivesBasis> {
    return getsIncentives(facts) ? (await this.settings.read()).incentivesBasis : 'total';
  }
}

function rowsOf(plantIds: readonly string[], plants: ReadonlyMap<string, KnownPlant>): string {
  const rows = plantIds.map((plantId) => {
    const { facts, version } = plants.get(plantId) as KnownPlant;
    return {
      plant_id: plantId, code: facts.code, name: facts.name, type: facts.type, status: facts.status, capacity_w: wattsOf(facts.capacityKw).toString(), commissioned_on: facts.commissionedOn,
      municipality: facts.municipality, province: facts.province, protected_area: facts.protectedArea, incentives_total_eur: facts.incentivesTotalEur,
      incentives_per_year_eur: facts.incentivesPerYearEur, customs_licence_active: facts.customsLicenceActive, deleted: facts.deleted, plant_version: version, ...namedInPapers(facts),
    };
  });
  return JSON.stringify(rows);
}

/** What papers name of a plant: nothing is decided by it, so it is only written here. */
function namedInPapers({ named }: KnownPlant['facts']): Record<string, string | null> {
  return { region: named?.region ?? null, pod_code: named?.podCode ?? null, owner_name: named?.ownerName ?? null, address: named?.address ?? null };
}
