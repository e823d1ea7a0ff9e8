import type { ExecutionContext, Type, CanActivate } from '@nestjs/common';
import { Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { ExtractJwt, type JwtFromRequestFunction } from 'passport-jwt';
import { DomainError } from '@kairos/http';
import { AccessSource, type Access } from './access-source.ts';
import type { Actor } from './actor.ts';
import type { AccessClaims } from './claims.ts';
import { decide, type Standing } from './decide.ts';
import { PUBLIC } from './public.decorator.ts';
import { KeyRing } from './key-ring.ts';
import { Refusals } from './refusals.ts';
import { refusalOf, unauthenticated } from './refusal.ts';
import { stepUpLastsSeconds } from './require-step-up.decorator.ts';
import { wantsOf } from './route-wants.ts';
import { changesByMethod, standingRefusal } from './standing-refusal.ts';
import { VerifiedTokens } from './verified-tokens.ts';

type SignedIn = Parameters<JwtFromRequestFunction>[0] & { method?: string; user?: unknown };

/** The guard of every route: a valid token, a live session, and the permission the route declares. */
export function sessionGuardFor(strategy: string, fromRequest: JwtFromRequestFunction = ExtractJwt.fromAuthHeaderAsBearerToken()): Type<CanActivate> {
  @Injectable()
  class SessionGuard extends AuthGuard(strategy) {
    private readonly verified: VerifiedTokens;

    constructor(
      private readonly reflector: Reflector,
      private readonly access: AccessSource,
      keys: KeyRing,
      @Optional() private readonly refusals?: Refusals,
    ) {
      super();
      this.verified = new VerifiedTokens(keys);
    }

    override async canActivate(context: ExecutionContext): Promise<boolean> {
      if (this.reflector.get<string | undefined>(PUBLIC, context.getHandler())) return true;
      const request = context.switchToHttp().getRequest<SignedIn>();
      const token = fromRequest(request) ?? '';
      const claims = this.verified.find(token) ?? (await this.verify(token, context, request));
      const wants = wantsOf(context.getHandler());
      if (!wants) throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no permission.`);
      const access = await this.access.find(claims, token);
      const changes = !wants.changesNothing && changesByMethod(request.method);
      const decision = decide(access && { ...access, ...standingIn(claims) }, { ...wants, changes });
      if (access && decision.allowed) return this.admit(request, actorOf(claims, access));
      const refusal = (access?.tenant && decision.rule.startsWith('tenant-') && standingRefusal(access.tenant, changes)) || refusalOf(decision, wants.permission);
      if (access) await this.refusals?.record(refusal, actorOf(claims, access), wants.permission, context);
      throw refusal;
    }

    private admit(request: SignedIn, actor: Actor): true {
      request.user = actor;
      return true;
    }

    override handleRequest<T>(error: unknown, claims: T | false): T {
      if (error instanceof DomainError) throw error;
      if (error || !claims) throw unauthenticated('Sign in: the access token is missing, expired or not valid here.');
      return claims;
    }

    private async verify(token: string, context: ExecutionContext, request: SignedIn): Promise<AccessClaims> {
      await super.canActivate(context);
      const claims = request.user as AccessClaims;
      this.verified.add(token, claims);
      return claims;
    }
  }
  return SessionGuard;
}

/** What the token itself says of how its bearer stands. */
function standingIn({ pcr, mfr, auth_time: provedAt, amr, key, act }: AccessClaims): Omit<Standing, 'active' | 'sessionRevoked' | 'permissions' | 'rowScope'> {
  return {
    passwordChangeRequired: pcr === true, secondFactorRequired: mfr === true, recentlyConfirmed: provedAt !== undefined && Date.now() / 1000 - provedAt <= stepUpLastsSeconds,
    federated: amr?.includes('fed') === true, through: [...(key ? ['api-key' as const] : []), ...(act ? ['service' as const] : [])],
  };
}

function actorOf({ sub, tid, mid, sid, act, key, amr, auth_time: provedAt, imp }: AccessClaims, { permissions, rowScope }: Access): Actor {
  return {
    userId: sub, tenantId: tid, membershipId: mid, sessionId: sid, actingService: act?.sub ?? null,
    ...(key ? { apiKeyId: key.id } : {}), ...(amr?.includes('fed') ? { confined: true } : {}),
    ...(provedAt !== undefined && !act && !key ? { provedAt: new Date(provedAt * 1000) } : {}),
    ...(imp && act ? { importing: { target: imp.target, importJobId: imp.job } } : {}),
    permissions, rowScope,
  };
}
