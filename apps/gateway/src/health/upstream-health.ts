import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ServiceHealthView } from '@kairos/contracts';
import { GATEWAY_CONFIG, upstreamsOf, type GatewayConfig, type Upstream } from '../config.ts';

export const ServiceState = z.object({ status: z.enum(['ok', 'degraded', 'unavailable']), outboxBacklog: z.int().nullable() });
export type ServiceState = z.infer<typeof ServiceState>;

const unavailable: ServiceState = { status: 'unavailable', outboxBacklog: null };
const rememberMs = 1000;

/** Asks every service how it is; the answer holds for a second, however often it is wanted. */
@Injectable()
export class UpstreamHealth {
  private readonly upstreams: Upstream[];
  private latest: { states: Promise<Record<string, ServiceState>>; askedAt: number } | undefined;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.upstreams = upstreamsOf(config);
  }

  states(): Promise<Record<string, ServiceState>> {
    if (!this.latest || Date.now() - this.latest.askedAt > rememberMs) this.latest = { states: this.askAll(), askedAt: Date.now() };
    return this.latest.states;
  }

  /** What each service tells whoever holds the token; null for one that does not answer, or does not tell them. */
  async details(token: string): Promise<Record<string, ServiceHealthView | null>> {
    return Object.fromEntries(await Promise.all(this.upstreams.map(async ({ service, url }) => [service, await askDetails(url, token)] as const)));
  }

  private async askAll(): Promise<Record<string, ServiceState>> {
    return Object.fromEntries(await Promise.all(this.upstreams.map(async ({ service, url }) => [service, await ask(url)] as const)));
  }
}

async function ask(url: string): Promise<ServiceState> {
  try {
    const answer = await fetch(`${url}/healthz/ready`, { signal: AbortSignal.timeout(2000), redirect: 'error' });
    return ServiceState.catch(unavailable).parse(await answer.json());
  } catch {
    return unavailable;
  }
}

async function askDetails(url: string, token: string): Promise<ServiceHealthView | null> {
  try {
    const answer = await fetch(`${url}/healthz/details`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(3000), redirect: 'error' });
    return ServiceHealthView.nullable().catch(null).parse(await answer.json());
  } catch {
    return null;
  }
}
