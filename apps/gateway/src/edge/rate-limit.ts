import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@kairos/http';
import type { GatewayConfig } from '../config.ts';
import './edge-caller.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const remembered = 20_000;
type LimitName = 'address' | 'user' | 'tenant' | 'api-key';
type Count = { name: LimitName; max: number; windowSeconds: number; remaining: number; resetSeconds: number; exceeded: boolean };
export type Limits = Pick<GatewayConfig, 'RATE_LIMIT_PER_ADDRESS' | 'RATE_LIMIT_PER_USER'>;

/**
 * Who may call how often: a user and a key by the minute, a tenant and an address nobody signed in from by the hour. Windows
 * are fixed, begin with the first request, and are counted by each gateway process for itself.
 */
export class RateLimits {
  private constructor(private readonly counters: Record<LimitName, (request: FastifyRequest, increment: boolean) => Promise<Count | undefined>>) {}

  static async on(fastify: FastifyInstance, limits: Limits): Promise<RateLimits> {
    await fastify.register(rateLimit, { global: false });
    const counter = (name: LimitName, timeWindow: number, max: (request: FastifyRequest) => number, keyOf: (request: FastifyRequest) => string) => {
      const count = fastify.createRateLimit(Object.assign({ max, timeWindow, keyGenerator: keyOf }, { cache: remembered }));
      return async (request: FastifyRequest, increment: boolean): Promise<Count | undefined> => {
        const state = await count(request, { increment });
        if (state.isAllowed) return undefined;
        const { remaining, ttlInSeconds, isExceeded } = state;
        return { name, max: state.max, windowSeconds: timeWindow / 1000, remaining, resetSeconds: Math.max(1, ttlInSeconds), exceeded: isExceeded || (!increment && remaining === 0) };
      };
    };
    return new RateLimits({
      address: counter('address', hourMs, () => limits.RATE_LIMIT_PER_ADDRESS, ({ ip }) => normalizeIP(ip)),
      user: counter('user', minuteMs, () => limits.RATE_LIMIT_PER_USER, ({ edgeCaller }) => edgeCaller?.userId ?? ''),
      tenant: counter('tenant', hourMs, ({ edgeCaller }) => edgeCaller?.tenantCallsPerHour ?? Number.MAX_SAFE_INTEGER, ({ edgeCaller }) => edgeCaller?.tenantId ?? ''),
      'api-key': counter('api-key', minuteMs, ({ edgeCaller }) => edgeCaller?.apiKey?.requestsPerMinute ?? 1, ({ edgeCaller }) => edgeCaller?.apiKey?.id ?? ''),
    });
  }

  /** Counts a request against every limit of its caller. @throws DomainError 429 naming the limit it hit */
  async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { apiKey, userId, tenantCallsPerHour = null } = request.edgeCaller ?? {};
    if (!userId) return this.demand(['address'], request, reply);
    await this.demand([apiKey ? 'api-key' : 'user', ...(tenantCallsPerHour === null ? [] : ['tenant' as const])], request, reply);
  }

  /** Stops an address that has used its budget up, without counting this request. */
  async demandAddressLeft(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.demand(['address'], request, reply, false);
  }

  private async demand(names: LimitName[], request: FastifyRequest, reply: FastifyReply, increment = true): Promise<void> {
    const counts: Count[] = [];
    for (const name of names) {
      const count = await this.counters[name](request, increment);
      if (count) counts.push(count);
      if (count?.exceeded) break;
    }
    const tightest = counts.find(({ exceeded }) => exceeded) ?? counts.toSorted((one, other) => one.remaining - other.remaining)[0];
    if (!tightest) return;
    if (increment || tightest.exceeded) tell(reply, counts, tightest);
    if (!tightest.exceeded) return;
    const { name, max, resetSeconds, windowSeconds } = tightest;
    const span = windowSeconds === 60 ? 'a minute' : 'an hour';
    throw new DomainError('too-many-requests', 'rate-limit-exceeded', `More than ${max} requests ${span} by this ${name.replace('api-', 'API ')}. Try again in ${resetSeconds} s.`, undefined, { 'retry-after': String(resetSeconds) });
  }
}

/** draft-ietf-httpapi-ratelimit-headers, and the three plain headers that came before it. */
function tell(reply: FastifyReply, counts: Count[], tightest: Count): void {
  void reply.headers({
    'ratelimit-policy': counts.map(({ name, max, windowSeconds }) => `"${name}";q=${max};w=${windowSeconds}`).join(', '),
    ratelimit: counts.map(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`).join(', '),
    'ratelimit-limit': tightest.max,
    'ratelimit-remaining': tightest.remaining,
    'ratelimit-reset': tightest.resetSeconds,
  });
}
