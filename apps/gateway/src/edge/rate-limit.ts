import { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { verifyAccessToken, type KeyRing } from '@kairos/auth';
import { DomainError } from '@kairos/http';
import type { GatewayConfig } from '../config.ts';
import { bearerTokenOf } from './token-of-request.ts';
import { VerifiedTokens } from './verified-tokens.ts';

type Limits = Pick<GatewayConfig, 'RATE_LIMIT_PER_USER' | 'RATE_LIMIT_PER_ADDRESS' | 'RATE_LIMIT_WINDOW_MS'>;

/** A signed-in caller has a budget of their own; everyone else shares one with their network address. */
export function rateLimitOf(limits: Limits, keys: KeyRing): RateLimitPluginOptions {
  const tokens = new VerifiedTokens((token) => verifyAccessToken(token, keys));
  return {
    global: true,
    hook: 'onRequest',
    enableDraftSpec: true,
    cache: 20_000,
    timeWindow: limits.RATE_LIMIT_WINDOW_MS,
    max: (_request, key) => (key.startsWith('user:') ? limits.RATE_LIMIT_PER_USER : limits.RATE_LIMIT_PER_ADDRESS),
    keyGenerator: async (request) => {
      const token = bearerTokenOf(request.headers);
      const userId = token ? await tokens.userOf(token) : undefined;
      return userId ? `user:${userId}` : `address:${normalizeIP(request.ip)}`;
    },
    allowList: (request: FastifyRequest) => request.url.startsWith('/healthz'),
    errorResponseBuilder: (_request, { max, after }) => new DomainError('too-many-requests', 'rate-limit-exceeded', `More than ${max} requests in the window. Try again in ${after}.`),
  };
}
