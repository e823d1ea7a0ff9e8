import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, refusalOf, stepUpLastsSeconds, type Actor, type Standing } from '@kairos/auth';
import type { ExplainBody, Explanation } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { MfaPolicyQueries } from '../mfa/mfa-policy.queries.ts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { AccessQueries } from './access.queries.ts';
import { MembershipNotFound } from './access.errors.ts';
import { explain, type ExplainedKey, type GrantingRole } from './explanation.calc.ts';

type Row = GrantingRole & { held: boolean };
type Key = ExplainedKey & { membershipId: string };
/** Whom a question is about: the caller themselves, as they call, or somebody as if they had just signed in. */
type About = { membershipId: string; key: Key | undefined; own: boolean };

@Injectable()
export class ExplanationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly access: AccessQueries,
    private readonly policy: MfaPolicyQueries,
    private readonly factors: SecondFactors,
  ) {}

  /** Of another's membership the session is not known: it is explained as if they had just signed in. */
  async explain({ membershipId, apiKeyId, permission, resource, changes, stepUp = false, inPerson = false, ownProof = false }: ExplainBody, actor: Actor): Promise<Explanation> {
    const about = await this.about(membershipId, apiKeyId, actor);
    const { key, own } = about;
    const subject = own ? actor : { tenantId: actor.tenantId, membershipId: about.membershipId, sessionId: key?.apiKeyId ?? about.membershipId, actingService: null, ...(key ? { apiKeyId: key.apiKeyId } : {}) };
    const access = await this.access.find(subject);
    if (!access) throw new MembershipNotFound();
    const roles = await this.rolesFor(about.membershipId);
    return explain({
      membershipId: about.membershipId, apiKey: key && { apiKeyId: key.apiKeyId, scopes: key.scopes },
      standing: { ...access, ...(await this.standingOf(about, actor)), sessionRevoked: own && access.sessionRevoked },
      wanted: { permission, resource, changes: changes ?? !permission.endsWith('.read'), stepUp, ownProof, closedTo: inPerson ? ['api-key', 'service'] : [] },
      roles: roles.filter(({ held }) => held), others: roles.filter(({ held }) => !held),
    });
  }

  /** @throws MembershipNotFound, NotFound for what the caller may not ask about */
  private async about(wanted: string | undefined, apiKeyId: string | undefined, actor: Actor): Promise<About> {
    const key = await this.keyOf(apiKeyId ?? (wanted === undefined || wanted === actor.membershipId ? actor.apiKeyId : undefined));
    const membershipId = key?.membershipId ?? wanted ?? actor.membershipId;
    if (wanted !== undefined && wanted !== membershipId) throw new MembershipNotFound();
    const isOwnKey = membershipId === actor.membershipId && (actor.apiKeyId === undefined || actor.apiKeyId === key?.apiKeyId);
    if (apiKeyId !== undefined && (!key || (!isOwnKey && !may(actor, 'identity.api-key.manage')))) throw new NotFound('api-key');
    if (apiKeyId === undefined && membershipId !== actor.membershipId && !may(actor, 'identity.user.read')) throw refusalOf({ allowed: false, rule: 'permission-missing' }, 'identity.user.read');
    return { membershipId, key, own: membershipId === actor.membershipId && key?.apiKeyId === actor.apiKeyId };
  }

  /** What is asked of them beside their rights; of the caller only what a request of theirs that came this far can still meet. */
  private async standingOf({ membershipId, key, own }: About, actor: Actor): Promise<Pick<Standing, 'through' | 'federated' | 'recentlyConfirmed' | 'passwordChangeRequired' | 'secondFactorRequired'>> {
    const through = [...(key ? ['api-key' as const] : []), ...(own && actor.actingService ? ['service' as const] : [])];
    if (key) return { through, federated: false, recentlyConfirmed: false, passwordChangeRequired: false, secondFactorRequired: false };
    if (own) return { through, ...(await this.presentSession(actor)), passwordChangeRequired: false, secondFactorRequired: false };
    return { through, federated: false, recentlyConfirmed: true, ...(await this.askedOf(membershipId)) };
  }

  private async presentSession({ sessionId }: Actor): Promise<{ federated: boolean; recentlyConfirmed: boolean }> {
    const [row] = await tenantQuery<{ federated: boolean; recently: boolean }>(
      this.em,
      `select 'fed' = any(methods) as federated, authenticated_at >= now() - make_interval(secs => $2) as recently from session where id = $1`,
      [sessionId, stepUpLastsSeconds],
    );
    return { federated: row?.federated === true, recentlyConfirmed: row?.recently === true };
  }

  /** What a member is asked for at their next sign-in, before anything else. */
  private async askedOf(membershipId: string): Promise<{ passwordChangeRequired: boolean; secondFactorRequired: boolean }> {
    const [row] = await tenantQuery<{ id: string; must: boolean }>(
      this.em, 'select u.id, u.password_change_required as must from membership m join tenant_user u on u.id = m.user_id where m.id = $1', [membershipId],
    );
    if (!row) return { passwordChangeRequired: false, secondFactorRequired: false };
    const demanded = await this.policy.appliesTo(membershipId);
    return { passwordChangeRequired: row.must, secondFactorRequired: demanded && (await this.factors.of(row.id)).length === 0 };
  }

  private async keyOf(apiKeyId: string | undefined): Promise<Key | undefined> {
    if (apiKeyId === undefined) return undefined;
    const [key] = await tenantQuery<Key>(this.em, 'select id as "apiKeyId", membership_id as "membershipId", scopes from api_key where id = $1', [apiKeyId]);
    return key;
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
}
