import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, type Actor } from '@kairos/auth';
import { kilowattsOf, type FillingSource } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { PlantRecordsProjection } from '../plants/plant-records.projection.ts';
import { TenantDay } from '../tenant-day.ts';
import { TemplatePlantNotFound } from './document-templates.errors.ts';
import type { CapturedTask, PlantFactsForTemplates, TemplateFacts } from './template-values.calc.ts';

const plant = `select code, name, type, status, capacity_w::text as "capacityW", commissioned_on::text as "commissionedOn", municipality, province, protected_area as "protectedArea",
    trim_scale(incentives_total_eur)::text as "incentivesTotalEur", trim_scale(incentives_per_year_eur)::text as "incentivesPerYearEur", customs_licence_active as "customsLicenceActive",
    region, pod_code as "podCode", owner_name as "ownerName", address, plant_version as version
  from plant_facts where plant_id = $1 and not deleted and ($2::uuid[] is null or plant_id = any($2))`;
const workflow = 'select name, status, category, starts_on::text as "startsOn" from workflow where id = $1 and plant_id = $2 and removed_at is null';
const tasks = `select code, data, coalesce(definition -> 'dataFields', '[]'::jsonb) as "dataFields" from workflow_task where workflow_id = $1 order by position, id`;
type PlantRow = Omit<PlantFactsForTemplates, 'capacityKw'> & { capacityW: string; version: number };
/** The facts, and which versions of the plant, its card and its records they are of. */
export type KnownFacts = { facts: TemplateFacts; sources: FillingSource[] };

/** What this service knows that could stand in a document: what assets told of the plant, and what tasks captured. */
@Injectable()
export class TemplateFactsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly day: TenantDay,
    private readonly records: PlantRecordsProjection,
  ) {}

  /** @throws TemplatePlantNotFound for a plant out of the caller's reach, a workflow of another plant, and either for whoever may not read it */
  async read({ plantId, workflowId }: { plantId: string | undefined; workflowId: string | undefined }, actor: Actor): Promise<KnownFacts> {
    const today = await this.day.today();
    const mayReadRecords = may(actor, 'assets.plant.read');
    if (plantId === undefined) return { facts: { today, plant: null, workflow: null, tasks: [], records: mayReadRecords ? [] : null }, sources: [] };
    const mayReadWorkflows = may(actor, 'workflows.workflow.read');
    if (!mayReadRecords && !mayReadWorkflows) throw new TemplatePlantNotFound('plantId');
    const [row] = await tenantQuery<PlantRow>(this.em, plant, [plantId, plantScope(actor)]);
    if (!row) throw new TemplatePlantNotFound('plantId');
    const { capacityW, version, ...facts } = row;
    const records = mayReadRecords ? await this.records.ofPlant(plantId) : null;
    const known = { today, plant: { ...facts, capacityKw: kilowattsOf(BigInt(capacityW)) }, records };
    const sources: FillingSource[] = [{ kind: 'plant', version }, ...(records ?? []).map(({ kind, version: of }) => ({ kind, version: of }))];
    if (workflowId === undefined) return { facts: { ...known, workflow: null, tasks: [] }, sources };
    if (!mayReadWorkflows) throw new TemplatePlantNotFound('workflowId');
    const [of] = await tenantQuery<NonNullable<TemplateFacts['workflow']>>(this.em, workflow, [workflowId, plantId]);
    if (!of) throw new TemplatePlantNotFound('workflowId');
    return { facts: { ...known, workflow: of, tasks: await tenantQuery<CapturedTask>(this.em, tasks, [workflowId]) }, sources };
  }
}
