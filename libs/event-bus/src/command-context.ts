import { AsyncLocalStorage } from 'node:async_hooks';

/** Who is acting and why: what every audit record and outgoing event carries besides its own facts. */
export type CommandContext = {
  actorKind: 'user' | 'service' | 'system';
  actorId: string | null;
  sessionId: string | null;
  /** The API key the command was given with, when it was one. */
  apiKeyId?: string;
  action: string;
  permission: string | null;
  requestId: string;
  address: string | null;
  userAgent: string | null;
  reason: string | null;
  traceparent: string | undefined;
  /** `each`: one audit record per changed aggregate. `bulk`: the command records one itself. */
  audit: 'each' | 'bulk';
};

const ambient = new AsyncLocalStorage<CommandContext>();

export function runAsCommand<T>(context: CommandContext, work: () => T): T {
  return ambient.run(context, work);
}

/** What every event of a command carries of it: nothing of services and of what happens by itself names a user. */
export function causeOf(context: CommandContext | undefined): { traceparent: string | undefined; actorId: string | undefined } {
  return { traceparent: context?.traceparent, actorId: context?.actorKind === 'user' ? context.actorId ?? undefined : undefined };
}

export function commandContext(): CommandContext | undefined {
  return ambient.getStore();
}
