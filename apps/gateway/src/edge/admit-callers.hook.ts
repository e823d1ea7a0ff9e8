import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@kairos/http';
import type { ApiKeyTokens } from './api-key-tokens.ts';
import type { EdgeCaller } from './edge-caller.ts';
import { presentedKey } from './presented-key.calc.ts';
import type { RateLimits } from './rate-limit.ts';
import { bearerTokenOf } from './token-of-request.ts';
import type { VerifiedTokens } from './verified-tokens.ts';

export type Admission = { limits: RateLimits; apiKeys: ApiKeyTokens; tokens: VerifiedTokens };

/** Finds out who calls, puts a token in the place of an API key, and counts the request. Nobody is kept from asking for health. */
export function admitCallers(fastify: FastifyInstance, { limits, apiKeys, tokens }: Admission): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/healthz')) return;
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
    return (token ? await tokens.callerOf(token) : undefined) ?? {};
  }

  async function ownerOf(key: string, request: FastifyRequest, reply: FastifyReply): Promise<EdgeCaller> {
    if (!apiKeys.remembered(key, request.ip)) await limits.demandAddressLeft(request, reply);
    const { accessToken, apiKeyId, tenantId, requestsPerMinute } = await apiKeys.of(key, request.ip);
    delete request.headers['x-api-key'];
    request.headers.authorization = `Bearer ${accessToken}`;
    return { tenantId, apiKey: { id: apiKeyId, requestsPerMinute } };
  }
}
