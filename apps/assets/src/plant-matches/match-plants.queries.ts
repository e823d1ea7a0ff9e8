import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { MatchBody, MatchQuery, MatchResults } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { rankMatches, type PlantLikeness } from './rank-matches.calc.ts';

/** More than are asked for, because what else is known of the plant may turn their order. */
const looked = 40;

/** Codes and POD codes that are the text itself first; names by their trigrams, as a whole and by the words they share. */
const likeText = `select q.place::integer as query, p.* from unnest($1::text[]) with ordinality as q (sought, place) cross join lateral (
    select id, code, name, municipality, province, region, type, pod_code as "podCode",
      lower(code) = q.sought or lower(pod_code) = q.sought as "byCode",
      greatest(extensions.similarity(lower(name), q.sought), 0.9 * extensions.word_similarity(q.sought, lower(name)))::float8 as likeness
    from plant where deleted_at is null and ($2::uuid[] is null or id = any($2))
    order by "byCode" desc nulls last, likeness desc, name, id limit $3) p
  where p."byCode" or p.likeness >= 0.3`;

@Injectable()
export class MatchPlantsQueries {
  constructor(private readonly em: EntityManager) {}

  async match({ queries }: MatchBody, actor: Actor): Promise<MatchResults> {
    const sought = queries.map((query) => nameIn(query).toLowerCase());
    const found = await tenantQuery<PlantLikeness & { query: number }>(this.em, likeText, [sought, plantScope(actor), looked]);
    const byQuery = Map.groupBy(found, ({ query }) => query);
    return { results: queries.map((query, index) => ({ candidates: rankMatches(query, nameIn(query), byQuery.get(index + 1) ?? []) })) };
  }
}

function nameIn({ conditions }: MatchQuery): string {
  return conditions.find(({ matchType }) => matchType === 'name')?.propertyValue ?? '';
}
