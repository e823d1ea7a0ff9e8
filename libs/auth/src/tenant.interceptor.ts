import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { runAsCommand, type CommandContext } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import type { Actor } from './actor.ts';
import { PERMISSION } from './require-permission.decorator.ts';

/** Everything behind a signed-in route runs as the token's tenant and in the name of its actor. */
@Injectable()
export class TenantInterceptor implements NestInterceptor {
  constructor(
    private readonly em: EntityManager,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor }>();
    const actor = request.user;
    if (!actor) return next.handle();
    const permission = this.reflector.get<string | undefined>(PERMISSION, context.getHandler()) ?? null;
    return new Observable((subscriber) =>
      runAsTenant(this.em, actor.tenantId, () => runAsCommand(commandOf(request, actor, permission), () => next.handle().subscribe(subscriber))),
    );
  }
}

function commandOf(request: FastifyRequest, actor: Actor, permission: string | null): CommandContext {
  const { traceparent } = request.headers;
  return {
    actorKind: actor.actingService ? 'service' : 'user',
    actorId: actor.userId,
    sessionId: actor.sessionId,
    ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
    action: permission ?? 'unknown',
    permission,
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    reason: reasonOf(request),
    traceparent: typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent) ? traceparent : undefined,
    audit: 'each',
  };
}

function reasonOf(request: FastifyRequest): string | null {
  const reason = (request.body as { reason?: unknown } | null | undefined)?.reason;
  return typeof reason === 'string' ? reason : null;
}
