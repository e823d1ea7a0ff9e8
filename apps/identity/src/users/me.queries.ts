import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MeView, OwnMemberships } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { sessionLimits } from '../sessions/session-limits.calc.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { UserNotFound } from './user.errors.ts';

type Row = { email: string; display_name: string; password_change_required: boolean; last_signed_in_at: string | null; tenant_name: string; locale: MeView['locale']; time_zone: string; email_verified_at: string | null; roles: string[]; operator_settings: Record<string, unknown>; settings: Record<string, unknown> };

@Injectable()
export class MeQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
  ) {}

  async read(actor: Actor): Promise<MeView> {
    const [row] = await tenantQuery<Row>(
      this.em,
      `select u.email, u.display_name, u.password_change_required, u.last_signed_in_at, u.locale, u.time_zone, u.email_verified_at, t.name as tenant_name, t.operator_settings, t.settings,
               array(select r.origin || '/' || r.name from role r where r.id = any(m.role_ids) order by 1) as roles
             from membership m join tenant_user u on u.id = m.user_id join tenant t on t.id = m.tenant_id where m.id = $1`,
      [actor.membershipId],
    );
    if (!row) throw new UserNotFound();
    const open = await this.openTo(actor);
    return {
      userId: actor.userId, membershipId: actor.membershipId, email: row.email, displayName: row.display_name,
      tenant: { id: actor.tenantId, name: row.tenant_name }, roles: row.roles, permissions: flattenGrants(actor.permissions), rowScope: actor.rowScope,
      passwordChangeRequired: row.password_change_required, lastSignedInAt: row.last_signed_in_at === null ? null : toInstant(row.last_signed_in_at),
      locale: row.locale, timeZone: row.time_zone, emailVerified: row.email_verified_at !== null, sessionIdleMinutes: sessionLimits(row.operator_settings, row.settings).idleMs / 60_000,
      tenants: open.map(({ tenantId, tenantName }) => ({ id: tenantId, name: tenantName })),
    } as MeView;
  }

  async memberships(actor: Actor): Promise<OwnMemberships> {
    const open = await this.openTo(actor);
    return { items: open.map((membership) => ({ ...membership, current: membership.tenantId === actor.tenantId })) } as OwnMemberships;
  }

  private async openTo({ userId, tenantId, confined }: Actor) {
    return (await this.accounts.openMemberships(userId)).filter((open) => !confined || open.tenantId === tenantId);
  }
}
