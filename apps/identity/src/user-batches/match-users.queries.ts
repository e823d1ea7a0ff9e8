import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { MatchBody, MatchCandidate, MatchQuery, MatchResults } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

type UserLikeness = { query: number; id: string; name: string; email: string; byEmail: boolean; likeness: number };

/** More than are asked for, because what else is known of the person may turn their order. */
const looked = 40;

/** The address that is the text itself first, then names by their trigrams. */
const likeText = `select q.place::integer as query, p.* from unnest($1::text[]) with ordinality as q (sought, place) cross join lateral (
    select u.id, u.display_name as name, u.email, u.email = q.sought as "byEmail",
      greatest(extensions.similarity(lower(u.display_name), q.sought), 0.9 * extensions.word_similarity(q.sought, lower(u.display_name)))::float8 as likeness
    from membership m join tenant_user u on u.id = m.user_id
    order by "byEmail" desc, likeness desc, name, id limit $2) p
  where p."byEmail" or p.likeness >= 0.3`;

/** Users of the tenant whom a name or an address in a file may stand for; `email` says more of whom is meant. */
@Injectable()
export class MatchUsersQueries {
  constructor(private readonly em: EntityManager) {}

  async match({ queries }: MatchBody): Promise<MatchResults> {
    const found = await tenantQuery<UserLikeness>(this.em, likeText, [queries.map(soughtIn), looked]);
    const byQuery = Map.groupBy(found, ({ query }) => query);
    return { results: queries.map((query, index) => ({ candidates: ranked(query, byQuery.get(index + 1) ?? []) })) };
  }
}

function ranked(query: MatchQuery, users: readonly UserLikeness[]): MatchCandidate[] {
  const address = query.conditions.find((condition) => condition.matchType === 'property' && condition.propertyId === 'email')?.propertyValue.toLowerCase();
  const same = (user: UserLikeness) => user.byEmail || user.email === address;
  const namesakes = users.filter((user) => address === undefined && user.name.toLowerCase() === soughtIn(query));
  return [...users].sort((a, b) => Number(same(b)) - Number(same(a))).slice(0, query.limit).map((user) => ({
    id: user.id, name: user.name, description: user.email, score: percent(same(user) ? 1 : user.likeness),
    match: same(user) || (namesakes.length === 1 && namesakes[0] === user),
    type: [{ id: 'identity.users', name: 'Users' }], features: [{ id: 'name', value: percent(user.likeness) }],
  }));
}

function soughtIn({ conditions }: MatchQuery): string {
  return (conditions.find(({ matchType }) => matchType === 'name')?.propertyValue ?? '').toLowerCase();
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
