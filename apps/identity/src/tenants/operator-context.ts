import type { CommandContext } from '@kairos/event-bus';

/** In whose name an operator's commands are recorded. */
export function operatorContext(action: string, reason: string | null): CommandContext {
  return {
    actorKind: 'system', actorId: 'operator', sessionId: null, action, permission: null, requestId: action,
    address: null, userAgent: null, reason, traceparent: undefined, audit: 'each',
  };
}
