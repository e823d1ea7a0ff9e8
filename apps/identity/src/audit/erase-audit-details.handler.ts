import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { EraseAuditDetailsBody, ErasedAuditDetails } from '@kairos/contracts';
import { eraseAction, type ErasedSequences } from '@kairos/contracts/audit-chain';
import { commandContext } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { MembershipsRepository } from '../users/memberships.repository.ts';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { UserIsStillActive } from './audit.errors.ts';

/** As many sequences as one record tells of. */
const pieceOf = 10_000;

/**
 * Who acted: what the person did, and sign-ins that were refused in their name. What it was about: the person, their membership and
 * their sessions, and whatever else names an address of theirs. A record of an erasure keeps saying what was erased.
 */
const sequencesSql = `with addresses as (
    select lower(email) as address from tenant_user where id = $1 union select distinct lower(actor_email) from audit_record where actor_id = $1::text and actor_email is not null),
  known as (select $1::text as id union select id::text from membership where user_id = $1 union select id::text from session where user_id = $1)
  select sequence::float8 as sequence,
    actor_salt is not null and (actor_id = $1::text or (resource_type = 'SignIn' and resource_id = $1::text)) as actor,
    $2 and content_salt is not null and action <> '${eraseAction}' and (resource_id in (select id from known) or exists (
      select from addresses a where strpos(lower(concat_ws(' ', resource_name, description, reason, before::text, after::text)), a.address) > 0)) as content
  from audit_record where sequence is not null order by sequence`;

/** Erases the details of a former user from the trail. Commitments stay, and the chain tells which details went, when and why. */
@Injectable()
export class EraseAuditDetailsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
    private readonly chain: AuditChainRepository,
  ) {}

  @Transactional()
  async execute({ userId, content }: EraseAuditDetailsBody, actor: Actor): Promise<ErasedAuditDetails> {
    const membership = await this.memberships.within(userId, actor);
    if (membership.active) throw new UserIsStillActive();
    await this.chain.lockHead();
    const found = await this.found(userId, content);
    for (let at = 0; at === 0 || at < Math.max(found.actor.length, found.content.length); at += pieceOf) {
      await this.erase(userId, { actor: found.actor.slice(at, at + pieceOf), content: found.content.slice(at, at + pieceOf) });
    }
    return { actor: found.actor.length, content: found.content.length };
  }

  private async found(userId: string, content: boolean): Promise<ErasedSequences> {
    const sql = `select sequence, actor, content from (${sequencesSql}) r where actor or content`;
    const rows = await tenantQuery<{ sequence: number; actor: boolean; content: boolean }>(this.em, sql, [userId, content]);
    return { actor: rows.filter((row) => row.actor).map(({ sequence }) => sequence), content: rows.filter((row) => row.content).map(({ sequence }) => sequence) };
  }

  private async erase(userId: string, after: ErasedSequences): Promise<void> {
    const context = commandContext();
    if (!context) throw new Error('An erasure is a command.');
    const { actorKind, actorId, sessionId, permission, requestId, address, userAgent, reason } = context;
    const evidence = randomUUID();
    await this.chain.append(evidence, {
      service: 'identity', action: eraseAction, resourceType: 'AuditRecord', resourceId: userId, actorKind, actorId, sessionId, permission, requestId, address, userAgent, reason,
      occurredAt: new Date().toISOString(), before: null, after, count: after.actor.length + after.content.length, resultsSha256: null,
    });
    await tenantQuery(this.em, 'select erase_audit_details($1)', [evidence]);
  }
}
