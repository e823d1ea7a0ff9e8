import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '@kairos/event-bus';
import type { Actor } from './actor.ts';

/** A request as the command it is: who, from where, under which permission. */
export function commandOf(request: FastifyRequest, actor: Actor, action: string, permission: string | null): CommandContext {
  const { traceparent } = request.headers;
  return {
    actorKind: actor.actingService ? 'service' : 'user',
    actorId: actor.userId,
    sessionId: actor.sessionId,
    ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
    action,
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
