import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '@kairos/event-bus';
import type { Actor } from './actor.ts';

/** As many characters as an audit record keeps of what the caller says. */
const longestWords = 500;

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
    userAgent: request.headers['user-agent']?.slice(0, longestWords) ?? null,
    reason: reasonOf(request),
    traceparent: typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent) ? traceparent : undefined,
    audit: 'each',
  };
}

/** Cut to what is kept, also in the middle of a letter: a refused request is recorded before its body is checked. */
function reasonOf(request: FastifyRequest): string | null {
  const reason = (request.body as { reason?: unknown } | null | undefined)?.reason;
  return typeof reason === 'string' ? reason.slice(0, longestWords).toWellFormed() : null;
}
