import fastifyCookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { KeyRing } from '@kairos/auth';
import { upstreamsOf, type GatewayConfig } from '../config.ts';
import { serveDocsAssets } from '../docs/docs-assets.ts';
import { proxyService } from './proxy-service.ts';
import { rateLimitOf } from './rate-limit.ts';
import { useSecurityHeaders } from './security-headers.hook.ts';

/** What stands before and beside the controllers: headers, rate limit, the services' routes. */
export async function prepareEdge(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  useSecurityHeaders(fastify);
  // Only loads the parser: cookies are read by the event stream alone.
  await fastify.register(fastifyCookie, { hook: false });
  await fastify.register(rateLimit, rateLimitOf(config, app.get(KeyRing, { strict: false })));
  await serveDocsAssets(fastify);
  for (const upstream of upstreamsOf(config)) await proxyService(fastify, upstream, config.UPSTREAM_TIMEOUT_MS);
}
