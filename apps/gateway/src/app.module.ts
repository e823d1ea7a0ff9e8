import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { AccessSource, AuthModule } from '@kairos/auth';
import { ProblemFilter } from '@kairos/http';
import { Metrics } from '@kairos/service-kit';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.ts';
import { ApiDocuments } from './docs/api-documents.ts';
import { DocsController } from './docs/docs.controller.ts';
import { ApiKeyTokens } from './edge/api-key-tokens.ts';
import { TenantLimits } from './edge/tenant-limits.ts';
import { tokenOfRequest } from './edge/token-of-request.ts';
import { HealthController } from './health/health.controller.ts';
import { MetricsListener } from './health/metrics-listener.ts';
import { UpstreamHealth } from './health/upstream-health.ts';
import { EventsController } from './live/events.controller.ts';
import { LiveFeed } from './live/live-feed.ts';

@Module({})
export class AppModule {
  static forConfig(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [DiscoveryModule, AuthModule.forGateway({ jwksUrl: config.JWKS_URL, identityUrl: config.IDENTITY_URL, fromRequest: tokenOfRequest })],
      controllers: [HealthController, DocsController, EventsController],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: config },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: Metrics, useFactory: () => new Metrics() },
        { provide: ApiKeyTokens, useFactory: () => new ApiKeyTokens(config.IDENTITY_URL, config.SERVICE_SECRET) },
        { provide: TenantLimits, inject: [AccessSource], useFactory: (access: AccessSource) => new TenantLimits(access, config.RATE_LIMIT_PER_TENANT) },
        MetricsListener,
        UpstreamHealth,
        ApiDocuments,
        LiveFeed,
      ],
    };
  }
}
