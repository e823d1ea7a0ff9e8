import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '@kairos/auth';
import { Returns } from '@kairos/http';
import { LiveFeed } from '../live/live-feed.ts';
import { ServiceState, UpstreamHealth } from './upstream-health.ts';

const Live = z.object({ status: z.literal('ok') });
const Health = z.object({ status: z.enum(['ok', 'degraded', 'unavailable']), broker: z.enum(['up', 'down']), services: z.record(z.string(), ServiceState) });
type Health = z.infer<typeof Health>;

@Controller('healthz')
export class HealthController {
  constructor(
    private readonly upstreams: UpstreamHealth,
    private readonly feed: LiveFeed,
  ) {}

  @Get()
  @Public('a status page; says no address, version or name')
  @Header('cache-control', 'no-store')
  @Returns(Health, 'The state of every service')
  async all(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.health();
    if (health.status === 'unavailable') void reply.status(503);
    return health;
  }

  @Get('live')
  @Public('asked by the process supervisor')
  @Returns(Live, 'Whether the process answers')
  live(): z.infer<typeof Live> {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public('asked by the load balancer; says no address, version or name')
  @Header('cache-control', 'no-store')
  @Returns(Health, 'Whether requests can be passed on; one service away degrades, all away stop')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    return this.all(reply);
  }

  private async health(): Promise<Health> {
    const services = await this.upstreams.states();
    const states = Object.values(services).map(({ status }) => status);
    const broker = this.feed.connected ? 'up' : 'down';
    if (states.every((status) => status === 'unavailable')) return { status: 'unavailable', broker, services };
    return { status: states.every((status) => status === 'ok') && broker === 'up' ? 'ok' : 'degraded', broker, services };
  }
}
