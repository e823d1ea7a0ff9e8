import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { kilowattsOf } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { TenantDay } from '../tenant-day.ts';
import { TemplatePlantNotFound } from './document-templates.errors.ts';
import type { CapturedTask, PlantFactsForTemplates, TemplateFacts } from './template-values.calc.ts';

const plant = `select code, name, type, status, capacity_w::text as "capacityW", commissioned_on::text as "commissionedOn", municipality, province, protected_area as "protectedArea",
    trim_scale(incentives_total_eur)::text as "incentivesTotalEur", trim_scale(incentives_per_year_eur)::text as "incentivesPerYearEur", customs_licence_active as "customsLicenceActive"
  from plant_facts where plant_id = $1 and not deleted and ($2::uuid[] is null or plant_id = any($2))`;
const workflow = 'select name, status, category, starts_on::text as "startsOn" from workflow where id = $1 and plant_id = $2 and removed_at is null';
const tasks = `select code, data, coalesce(definition -> 'dataFields', '[]'::jsonb) as "dataFields" from workflow_task where workflow_id = $1 order by position, id`;
type PlantRow = Omit<PlantFactsForTemplates, 'capacityKw'> & { capacityW: string };

/** What this service knows that could stand in a document: what assets told of the plant, and what tasks captured. */
@Injectable()
export class TemplateFactsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly day: TenantDay,
  ) {}

  /** @throws TemplatePlantNotFound for a plant out of the caller's reach, or a workflow of another plant */
  async read({ plantId, workflowId }: { plantId: string | undefined; workflowId: string | undefined }, actor: Actor): Promise<TemplateFacts> {
    const today = await this.day.today();
    if (plantId === undefined) return { today, plant: null, workflow: null, tasks: [] };
    const [row] = await tenantQuery<PlantRow>(this.em, plant, [plantId, plantScope(actor)]);
    if (!row) throw new TemplatePlantNotFound('plantId');
    const { capacityW, ...facts } = row;
    const known = { ...facts, capacityKw: kilowattsOf(BigInt(capacityW)) };
    if (workflowId === undefined) return { today, plant: known, workflow: null, tasks: [] };
    const [of] = await tenantQuery<NonNullable<TemplateFacts['workflow']>>(this.em, workflow, [workflowId, plantId]);
    if (!of) throw new TemplatePlantNotFound('workflowId');
    return { today, plant: known, workflow: of, tasks: await tenantQuery<CapturedTask>(this.em, tasks, [workflowId]) };
  }
}
