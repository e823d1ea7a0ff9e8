import type { ExecutionContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyRequest } from 'fastify';
import { auditRefusal, runAsCommand } from '@kairos/event-bus';
import { DomainError } from '@kairos/http';
import { runAsTenant } from '@kairos/tenancy';
import { actionOf } from './action-of.ts';
import type { Actor } from './actor.ts';
import { commandOf } from './command-of.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Records that somebody signed in tried to change what they may not: one audit record for each such request. */
export class Refusals {
  constructor(
    private readonly em: EntityManager,
    private readonly service: string,
  ) {}

  /** The answer stays what it is, also where it cannot be recorded. */
  async record(error: unknown, actor: Actor, permission: string | null, context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!(error instanceof DomainError) || error.kind !== 'forbidden' || harmless.has(request.method)) return;
    const action = actionOf(context);
    const [id] = Object.values((request.params ?? {}) as Record<string, string>);
    const refusal = { resourceType: resourceOf(action), resourceId: id && /^[\w.-]{1,100}$/.test(id) ? id : null, status: 'denied' as const, errorCode: error.code };
    const work = () => runAsCommand(commandOf(request, actor, action, permission), () => auditRefusal(this.em, this.service, refusal));
    await runAsTenant(this.em, actor.tenantId, work).catch((failure: unknown) => request.log.warn({ err: failure, action }, 'A refusal was not recorded'));
  }
}

/** `identity.audit-record.erase` is about an AuditRecord. */
function resourceOf(action: string): string {
  const noun = action.split('.').at(-2) ?? '';
  return noun.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
