import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@kairos/http';
import type { ApiKeyToken } from '@kairos/contracts';
import type { ApiKeyTokens } from './api-key-tokens.ts';
import type { EdgeCaller } from './edge-caller.ts';
import { presentedKey } from './presented-key.calc.ts';
import type { RateLimits } from './rate-limit.ts';
import type { TenantLimits } from './tenant-limits.ts';
import { bearerTokenOf } from './token-of-request.ts';
import type { VerifiedTokens } from './verified-tokens.ts';

const uncounted = /^\/(healthz|assets\/|kairos\.svg$)/;

export type Admission = { limits: RateLimits; apiKeys: ApiKeyTokens; tokens: VerifiedTokens; tenants: TenantLimits };

/**
 * Finds out who calls, puts a token in the place of an API key, and counts the request. Nobody is kept from asking for health, or for the
 * files of the web application, which hold no data: a page, which counts, has dozens of them.
 */
export function admitCallers(fastify: FastifyInstance, { limits, apiKeys, tokens, tenants }: Admission): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (uncounted.test(request.url)) return;
    try {
      const key = presentedKey(request.headers, request.url);
      request.edgeCaller = key === undefined ? await bearerOf(request) : await ownerOf(key, request, reply);
    } catch (error) {
      // Whoever is refused is a stranger: guessing is limited by the address.
      if (error instanceof DomainError && error.kind !== 'unavailable' && error.kind !== 'too-many-requests') await limits.count(request, reply);
      throw error;
    }
    await limits.count(request, reply);
  });

  async function bearerOf({ headers }: FastifyRequest): Promise<EdgeCaller> {
    const token = bearerTokenOf(headers);
    return token ? callerOf(token) : {};
  }

  async function ownerOf(key: string, request: FastifyRequest, reply: FastifyReply): Promise<EdgeCaller> {
    const { accessToken, apiKeyId, requestsPerMinute } = apiKeys.remembered(key, request.ip) ?? (await exchanged(key, request, reply));
    delete request.headers['x-api-key'];
    request.headers.authorization = `Bearer ${accessToken}`;
    return { ...(await callerOf(accessToken)), apiKey: { id: apiKeyId, requestsPerMinute } };
  }

  /** Guessing keys is limited by the address. */
  async function exchanged(key: string, request: FastifyRequest, reply: FastifyReply): Promise<ApiKeyToken> {
    await limits.demandAddressLeft(request, reply);
    return apiKeys.of(key, request.ip);
  }

  /** A token that nobody signed, or that has expired, is no caller's. */
  async function callerOf(token: string): Promise<EdgeCaller> {
    const claims = await tokens.claimsOf(token);
    return claims ? { userId: claims.sub, tenantId: claims.tid, tenantCallsPerHour: await tenants.of(claims, token) } : {};
  }
}
