import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import {
  kilowattsOf, PlantDeleted, wattsOf,
  type EventOf, type PlantChanged, type PlantRegistered, type PlantSnapshot, type PlantStatus, type PlantStatusChanged, type PlantType,
} from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';

export type PlantEvent = EventOf<typeof PlantRegistered | typeof PlantChanged | typeof PlantStatusChanged | typeof PlantDeleted | typeof PlantSnapshot>;
export type PlantFacts = ObligationFacts & { plantId: string; code: string; name: string; deleted: boolean };
/** What an event left, what was known before it, and whether the plant has deadlines and workflows yet. */
export type ToldFacts = PlantFacts & { before: ObligationFacts | null; hasDeadlines: boolean; hasWorkflows: boolean };

export type PlantFactsRow = {
  code: string; name: string; type: PlantType; status: PlantStatus; capacityW: string; commissionedOn: string | null; municipality: string | null; province: string | null;
  protectedArea: boolean; incentivesTotalEur: string | null; incentivesPerYearEur: string | null; customsLicenceActive: boolean | null; deleted: boolean;
};

/** The facts of a row of `plant_facts`, for `plantFactsOf`. */
export const plantFactsJson = `json_build_object('code', code, 'name', name, 'type', type, 'status', status, 'capacityW', capacity_w::text, 'commissionedOn', commissioned_on,
  'municipality', municipality, 'province', province, 'protectedArea', protected_area, 'incentivesTotalEur', trim_scale(incentives_total_eur)::text,
  'incentivesPerYearEur', trim_scale(incentives_per_year_eur)::text, 'customsLicenceActive', customs_licence_active, 'deleted', deleted)`;

const columns = `code, name, type, status, capacity_w, commissioned_on, municipality, province, protected_area, incentives_total_eur, incentives_per_year_eur, customs_licence_active, deleted,
  plant_version`;

type Has = { has_deadlines: boolean; has_workflows: boolean };
const returningWhatItHas = `returning exists (select from deadline where deadline.plant_id = plant_facts.plant_id) as has_deadlines,
  exists (select from workflow where workflow.plant_id = plant_facts.plant_id and removed_at is null) as has_workflows`;

/** The last known facts of every plant. */
@Injectable()
export class PlantFactsProjection {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
  ) {}

  /** @returns the facts the event left, or undefined when a newer event was here before it */
  async apply({ type, tenantid, aggregateversion, data }: PlantEvent): Promise<ToldFacts | undefined> {
    const { plantId, code, name, status, capacityKw, commissionedOn, municipality, province, protectedArea, incentivesTotalEur, incentivesPerYearEur, customsLicenceActive } = data;
    const deleted = type === PlantDeleted.type || ('deleted' in data && data.deleted);
    const stored = await this.store([
      tenantid, plantId, code, name, data.type, status, wattsOf(capacityKw).toString(), commissionedOn, municipality, province, protectedArea, incentivesTotalEur, incentivesPerYearEur,
      customsLicenceActive, deleted, aggregateversion,
    ]);
    if (!stored) return undefined;
    const facts = {
      plantId, code, name, type: data.type, status, capacityKw, commissionedOn, municipality, province, protectedArea, incentivesTotalEur, incentivesPerYearEur,
      incentivesBasis: await this.basisFor(data), customsLicenceActive, deleted,
    };
    return { ...facts, ...stored, before: stored.before && { ...plantFactsOf(stored.before), incentivesBasis: facts.incentivesBasis } };
  }

  /**
   * A plant that is new takes one statement; it has something only where the projection was lost and is built again. That of a known one is
   * locked first, and only then asked about: a statement reads what was there when it began, not what somebody it waited for has stored since.
   */
  private async store(values: unknown[]): Promise<{ before: PlantFactsRow | null; hasDeadlines: boolean; hasWorkflows: boolean } | undefined> {
    const [tenantId, plantId, ...facts] = values;
    const [inserted] = await this.em.execute<Has[]>(
      `insert into plant_facts (tenant_id, plant_id, ${columns}) values (${values.map(() => '?').join(', ')}) on conflict (tenant_id, plant_id) do nothing ${returningWhatItHas}`, values,
    );
    if (inserted) return { before: null, hasDeadlines: inserted.has_deadlines, hasWorkflows: inserted.has_workflows };
    const [known] = await this.em.execute<{ before: PlantFactsRow }[]>(`select ${plantFactsJson} as before from plant_facts where tenant_id = ? and plant_id = ? for update`, [tenantId, plantId]);
    // A snapshot repeats the version it was taken at, so an equal version is no older one.
    const [stored] = await this.em.execute<Has[]>(
      `update plant_facts set (${columns}) = (${facts.map(() => '?').join(', ')}) where tenant_id = ? and plant_id = ? and plant_version <= ? ${returningWhatItHas}`,
      [...facts, tenantId, plantId, facts.at(-1)],
    );
    return stored && { before: known?.before ?? null, hasDeadlines: stored.has_deadlines, hasWorkflows: stored.has_workflows };
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

  /** Asked for plants that get incentives alone: an import tells of thousands that do not. */
  private async basisFor({ incentivesTotalEur, incentivesPerYearEur }: Pick<ObligationFacts, 'incentivesTotalEur' | 'incentivesPerYearEur'>): Promise<ObligationFacts['incentivesBasis']> {
    return incentivesTotalEur === null && incentivesPerYearEur === null ? 'total' : (await this.settings.read()).incentivesBasis;
  }
}

/** The facts of a plant as `plantFactsJson` reads them. */
export function plantFactsOf({ capacityW, ...facts }: PlantFactsRow): Omit<PlantFacts, 'plantId' | 'incentivesBasis'> {
  return { ...facts, capacityKw: kilowattsOf(BigInt(capacityW)) };
}
