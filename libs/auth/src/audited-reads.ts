import type { ExecutionContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyRequest } from 'fastify';
import { auditRead, runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { actionOf } from './action-of.ts';
import type { Actor } from './actor.ts';
import { commandOf } from './command-of.ts';

/** Records that somebody read what not everybody should be seen to read. Where it cannot be recorded it is not handed out. */
export class AuditedReads {
  constructor(
    private readonly em: EntityManager,
    private readonly service: string,
  ) {}

  async record(resourceType: string, actor: Actor, permission: string | null, context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [resourceId = null] = Object.values((request.params ?? {}) as Record<string, string>);
    await runAsTenant(this.em, actor.tenantId, () => runAsCommand(commandOf(request, actor, actionOf(context), permission), () => auditRead(this.em, this.service, { resourceType, resourceId })));
  }
}
