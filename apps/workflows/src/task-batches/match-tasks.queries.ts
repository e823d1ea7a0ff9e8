import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { MatchBody, MatchCandidate, MatchQuery, MatchResults } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

type Likeness = { query: number; id: string; name: string; workflow: string; plantCode: string | null; likeness: number };

const properties = ['plantCode', 'workflow'] as const;
/** Tasks that are to be done, by the trigrams of their titles; the plant and the workflow say more of which is meant. */
const likeText = `select q.place::integer as query, p.* from rows from (unnest($1::text[]), unnest($2::text[]), unnest($3::text[])) with ordinality as q (sought, plant_code, workflow, place) cross join lateral (
    select t.id, t.definition -> 'title' ->> 'en' as name, w.name as workflow, f.code as "plantCode",
      greatest(extensions.similarity(lower(t.definition -> 'title' ->> 'en'), q.sought), extensions.similarity(lower(t.definition -> 'title' ->> 'it'), q.sought))::float8 as likeness
    from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id left join plant_facts f on f.tenant_id = t.tenant_id and f.plant_id = t.plant_id
    where w.removed_at is null and w.status in ('Draft', 'Active', 'Paused') and t.state in ('To Start', 'In Progress', 'Blocked') and ($4::uuid[] is null or t.plant_id = any($4))
      and (q.plant_code is null or lower(f.code) = q.plant_code) and (q.workflow is null or lower(w.name) = q.workflow)
    order by likeness desc, name, id limit 20) p
  where p.likeness >= 0.3`;

@Injectable()
export class MatchTasksQueries {
  constructor(private readonly em: EntityManager) {}

  async match({ queries }: MatchBody, actor: Actor): Promise<MatchResults> {
    const [sought, plantCodes, workflows] = [queries.map(titleIn), ...properties.map((property) => queries.map((query) => propertyIn(query, property)))];
    const found = await tenantQuery<Likeness>(this.em, likeText, [sought, plantCodes, workflows, plantScope(actor)]);
    const byQuery = Map.groupBy(found, ({ query }) => query);
    return { results: queries.map((query, index) => ({ candidates: (byQuery.get(index + 1) ?? []).slice(0, query.limit).map((task, _, all) => candidate(task, all)) })) };
  }
}

function candidate({ id, name, workflow, plantCode, likeness }: Likeness, all: readonly Likeness[]): MatchCandidate {
  const score = Math.round(likeness * 1000) / 10;
  return {
    id, name, description: `${workflow}${plantCode ? `, ${plantCode}` : ''}`, score, match: likeness === 1 && all.filter((other) => other.likeness === 1).length === 1,
    type: [{ id: 'workflows.tasks', name: 'Tasks of workflows' }], features: [{ id: 'title', value: score }],
  };
}

function titleIn({ conditions }: MatchQuery): string {
  return (conditions.find(({ matchType }) => matchType === 'name')?.propertyValue ?? '').toLowerCase();
}

function propertyIn({ conditions }: MatchQuery, property: string): string | null {
  return conditions.find((condition) => condition.matchType === 'property' && condition.propertyId === property)?.propertyValue.toLowerCase() ?? null;
}
