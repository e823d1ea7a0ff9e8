import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { JwtFromRequestFunction } from 'passport-jwt';
import { AccessProjection } from './access.projection.ts';
import { AccessSource } from './access-source.ts';
import { CachedAccessSource } from './cached-access.source.ts';
import { IdentityAccessSource } from './identity-access.source.ts';
import { jwtStrategyFor } from './jwt.strategy.ts';
import { KeyRing } from './key-ring.ts';
import { ProjectedAccessSource } from './projected-access.source.ts';
import { AuditedReads } from './audited-reads.ts';
import { Refusals } from './refusals.ts';
import { TenantSettings } from './tenant-settings.ts';
import { sessionGuardFor } from './session.guard.ts';

/** Of several replicas one hears of a change first; the others ask their projection again after so long. */
const projectedForMs = 800;
const askedForMs = 30_000;

@Module({})
export class AuthModule {
  /** A service with a database: access from its own projection, identity as the fallback. */
  static forService(options: { service: string; jwksUrl: string; identityUrl: string }): DynamicModule {
    const source: Provider = {
      provide: AccessSource,
      inject: [EntityManager],
      useFactory: (em: EntityManager) =>
        new CachedAccessSource(new ProjectedAccessSource(em, new CachedAccessSource(new IdentityAccessSource(options.identityUrl), askedForMs)), projectedForMs),
    };
    return AuthModule.assemble(options.service, KeyRing.fromUrl(options.jwksUrl), [source, AccessProjection, refusalsOf(options.service), readsOf(options.service), TenantSettings]);
  }

  /** Identity itself: it answers from its own tables. `source` provides AccessSource. */
  static forIdentity(options: { keys: KeyRing; source: Provider }): DynamicModule {
    return AuthModule.assemble('identity', options.keys, [options.source, refusalsOf('identity'), readsOf('identity'), TenantSettings]);
  }

  /** The gateway: no database, so it asks identity. */
  static forGateway(options: { jwksUrl: string; identityUrl: string; fromRequest: JwtFromRequestFunction }): DynamicModule {
    const source: Provider = { provide: AccessSource, useFactory: () => new CachedAccessSource(new IdentityAccessSource(options.identityUrl), askedForMs) };
    return AuthModule.assemble('gateway', KeyRing.fromUrl(options.jwksUrl), [source], options.fromRequest);
  }

  private static assemble(service: string, keys: KeyRing, providers: Provider[], fromRequest?: JwtFromRequestFunction): DynamicModule {
    // Strategies live on one passport for the whole process: each application needs a name of its own.
    const strategy = `jwt-${service}-${randomUUID()}`;
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: KeyRing, useValue: keys },
        jwtStrategyFor(strategy, fromRequest),
        ...providers,
        { provide: APP_GUARD, useClass: sessionGuardFor(strategy, fromRequest) },
      ],
      exports: [AccessSource, KeyRing, ...(service === 'gateway' ? [] : [Refusals, AuditedReads, TenantSettings])],
    };
  }
}

function refusalsOf(service: string): Provider {
  return { provide: Refusals, inject: [EntityManager], useFactory: (em: EntityManager) => new Refusals(em, service) };
}

function readsOf(service: string): Provider {
  return { provide: AuditedReads, inject: [EntityManager], useFactory: (em: EntityManager) => new AuditedReads(em, service) };
}
