import fastifyCookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { KeyRing, verifyAccessToken } from '@kairos/auth';
import { upstreamsOf, type GatewayConfig } from '../config.ts';
import { serveDocsAssets } from '../docs/docs-assets.ts';
import { serveWeb } from '../web/serve-web.ts';
import { admitCallers } from './admit-callers.hook.ts';
import { ApiKeyTokens } from './api-key-tokens.ts';
import { proxyService } from './proxy-service.ts';
import { RateLimits } from './rate-limit.ts';
import { useSecurityHeaders } from './security-headers.hook.ts';
import { TenantLimits } from './tenant-limits.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** What stands before and beside the controllers: headers, who calls and how often, the services' routes. */
export async function prepareEdge(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  useSecurityHeaders(fastify);
  // Only loads the parser: cookies are read by the event stream alone.
  await fastify.register(fastifyCookie, { hook: false });
  const keys = app.get(KeyRing, { strict: false });
  admitCallers(fastify, { limits: await RateLimits.on(fastify, config), apiKeys: app.get(ApiKeyTokens), tokens: new VerifiedTokens((token) => verifyAccessToken(token, keys)), tenants: app.get(TenantLimits) });
  await serveDocsAssets(fastify);
  await serveWeb(fastify, config);
  for (const upstream of upstreamsOf(config)) await proxyService(fastify, upstream, config.UPSTREAM_TIMEOUT_MS);
}
