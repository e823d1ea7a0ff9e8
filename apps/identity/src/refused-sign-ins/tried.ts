import type { FastifyRequest } from 'fastify';
import type { Tried } from './refused-sign-ins.repository.ts';

/** Whom a request to sign in is for, as its route reads it; nobody when the request is not one that the route takes. */
export function byEmail({ body }: FastifyRequest): Tried | undefined {
  const email = textIn(body, 'email')?.trim().toLowerCase();
  return email ? { means: 'email', who: email } : undefined;
}

export function byChallenge({ body }: FastifyRequest): Tried | undefined {
  const who = textIn(body, 'challenge');
  return who ? { means: 'challenge', who } : undefined;
}

export function byPasskey({ body }: FastifyRequest): Tried | undefined {
  const who = textIn(body, 'assertion', 'id');
  return who ? { means: 'passkey', who } : undefined;
}

export function byProvider({ params }: FastifyRequest): Tried | undefined {
  const who = textIn(params, 'identityProviderId')?.toLowerCase();
  return who ? { means: 'provider', who } : undefined;
}

function textIn(part: unknown, ...path: string[]): string | undefined {
  const value = path.reduce<unknown>((inside, name) => (typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[name] : undefined), part);
  return typeof value === 'string' && value !== '' && value.length <= 2000 && !value.includes('\0') ? value : undefined;
}
