import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public, RequirePermission } from '@kairos/auth';
import { HealthView, PlatformHealthView } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { LiveFeed } from '../live/live-feed.ts';
import { ServiceState, UpstreamHealth } from './upstream-health.ts';

const Live = z.object({ status: z.literal('ok') });
const Ready = z.object({ status: z.enum(['ok', 'degraded', 'unavailable']), broker: z.enum(['up', 'down']), services: z.record(z.string(), ServiceState) });
type Ready = z.infer<typeof Ready>;
const inWords = { ok: 'healthy', degraded: 'degraded', unavailable: 'unhealthy' } as const;

@Controller('healthz')
export class HealthController {
  constructor(
    private readonly upstreams: UpstreamHealth,
    private readonly feed: LiveFeed,
  ) {}

  @Get()
  @Public('a status page; says no address, version or name')
  @Header('cache-control', 'no-store')
  @Returns(HealthView, 'Whether all is well, in every service; 503 when it is not')
  async all(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const view = await this.view();
    if (view.status !== 'ok') void reply.status(503);
    return view;
  }

  @Get('details')
  @RequirePermission('platform.health.read')
  @Header('cache-control', 'no-store')
  @Returns(PlatformHealthView, 'Pools, backlogs, migrations and versions of every service')
  async details(@Req() request: FastifyRequest & { accessToken?: string }): Promise<PlatformHealthView> {
    const [view, services] = await Promise.all([this.view(), this.upstreams.details(request.accessToken ?? '')]);
    return { ...view, services };
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
  @Returns(Ready, 'Whether requests can be passed on; one service away degrades, all away stop')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const services = await this.upstreams.states();
    const states = Object.values(services).map(({ status }) => status);
    const broker = this.feed.connected ? 'up' : 'down';
    if (states.every((status) => status === 'unavailable')) {
      void reply.status(503);
      return { status: 'unavailable', broker, services };
    }
    return { status: states.every((status) => status === 'ok') && broker === 'up' ? 'ok' : 'degraded', broker, services };
  }

  private async view(): Promise<HealthView> {
    const services = Object.entries(await this.upstreams.states()).map(([name, { status }]) => [name, { status: inWords[status] }] as const);
    const components = { broker: { status: this.feed.connected ? ('healthy' as const) : ('unhealthy' as const) }, ...Object.fromEntries(services) };
    return { status: Object.values(components).every(({ status }) => status === 'healthy') ? 'ok' : 'degraded', components };
  }
}
