import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public, RequirePermission } from '@kairos/auth';
import { HealthView, ServiceHealthView } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { Metrics } from './metrics.ts';
import { ServiceHealth } from './service-health.ts';

const Live = z.object({ status: z.literal('ok') });
const Ready = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  database: z.enum(['up', 'down']),
  broker: z.enum(['up', 'down']),
  outboxBacklog: z.int().nullable(),
});

/** Liveness says the process answers; readiness says what it stands on. A broker away degrades, it does not stop. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: ServiceHealth,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @Public('a status page; says no address, version or name')
  @Header('cache-control', 'no-store')
  @Returns(HealthView, 'Whether all is well; 503 when it is not')
  async all(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const view = await this.health.view();
    if (view.status !== 'ok') void reply.status(503);
    return view;
  }

  @Get('healthz/details')
  @RequirePermission('platform.health.read')
  @Header('cache-control', 'no-store')
  @Returns(ServiceHealthView, 'Pool, backlog, migration and versions of this service')
  details(): Promise<ServiceHealthView> {
    return this.health.details();
  }

  @Get('healthz/live')
  @Public('asked by the process supervisor')
  @Returns(Live, 'Whether the process answers')
  live(): z.infer<typeof Live> {
    return { status: 'ok' };
  }

  @Get('healthz/ready')
  @Public('asked by the load balancer; says no address, version or name')
  @Returns(Ready, 'Whether requests can be served')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof Ready>> {
    const { database, bus } = await this.health.ask();
    if (!database || !bus) {
      void reply.status(503);
      return { status: 'unavailable', database: 'down', broker: bus?.broker ?? 'down', outboxBacklog: null };
    }
    return { status: bus.broker === 'up' ? 'ok' : 'degraded', database: 'up', broker: bus.broker, outboxBacklog: bus.backlog };
  }

  @Get('metrics')
  @Public('scraped on the internal network; the gateway does not pass it on')
  @Header('content-type', 'text/plain; version=0.0.4')
  @Returns(z.string(), 'Prometheus metrics', { mediaType: 'text/plain' })
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
