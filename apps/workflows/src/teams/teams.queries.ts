import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { TeamView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { TeamNotFound } from './team.errors.ts';

const columns = 'id, name, member_user_ids as "memberUserIds", updated_at as "updatedAt", version';

@Injectable()
export class TeamsQueries {
  constructor(private readonly em: EntityManager) {}

  /** By name. */
  async list(): Promise<TeamView[]> {
    return (await tenantQuery<TeamView>(this.em, `select ${columns} from team order by name, id`)).map(toView);
  }

  async read(teamId: string): Promise<TeamView> {
    const [row] = await tenantQuery<TeamView>(this.em, `select ${columns} from team where id = $1`, [teamId]);
    if (!row) throw new TeamNotFound();
    return toView(row);
  }
}

function toView(row: TeamView): TeamView {
  return { ...row, updatedAt: toInstant(row.updatedAt) };
}
