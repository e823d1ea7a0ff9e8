import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, refusalOf, type Actor } from '@kairos/auth';
import type { ExplainBody, Explanation } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { AccessQueries } from './access.queries.ts';
import { MembershipNotFound } from './access.errors.ts';
import { explain, type GrantingRole } from './explanation.calc.ts';

type Row = GrantingRole & { held: boolean };

@Injectable()
export class ExplanationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly access: AccessQueries,
  ) {}

  /** Of another's membership the session is not known: it is explained as if they were signed in. */
  async explain({ membershipId, permission, resource, changes = !permission.endsWith('.read') }: ExplainBody, actor: Actor): Promise<Explanation> {
    const own = membershipId === undefined || membershipId === actor.membershipId;
    if (!own && !may(actor, 'identity.user.read')) throw refusalOf({ allowed: false, rule: 'permission-missing' }, 'identity.user.read');
    const subject = own ? actor : { tenantId: actor.tenantId, membershipId, sessionId: membershipId, actingService: null };
    const access = await this.access.find(subject);
    if (!access) throw new MembershipNotFound();
    const roles = await this.rolesFor(subject.membershipId);
    return explain({
      membershipId: subject.membershipId, permission, resource, changes,
      standing: { ...access, sessionRevoked: own && access.sessionRevoked, passwordChangeRequired: !own && (await this.mustChangePassword(subject.membershipId)) },
      roles: roles.filter(({ held }) => held), others: roles.filter(({ held }) => !held),
    });
  }

  private rolesFor(membershipId: string): Promise<Row[]> {
    return tenantQuery<Row>(
      this.em,
      `select r.id, r.origin, r.name, array(select jsonb_array_elements_text(r.permissions -> 'grants')) as grants,
         r.id = any((select m.role_ids from membership m where m.id = $1)::uuid[]) as held
       from role r order by r.origin, r.name`,
      [membershipId],
    );
  }

  private async mustChangePassword(membershipId: string): Promise<boolean> {
    const [row] = await tenantQuery<{ must: boolean }>(this.em, 'select u.password_change_required as must from membership m join tenant_user u on u.id = m.user_id where m.id = $1', [membershipId]);
    return row?.must === true;
  }
}
