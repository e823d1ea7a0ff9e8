import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyRequest } from 'fastify';
import { catchError, concatMap, from, map, Observable, switchMap, throwError } from 'rxjs';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { actionOf } from './action-of.ts';
import type { Actor } from './actor.ts';
import { AUDITS_READ } from './audits-read.decorator.ts';
import { AuditedReads } from './audited-reads.ts';
import { commandOf } from './command-of.ts';
import { Refusals } from './refusals.ts';
import { PERMISSION } from './require-permission.decorator.ts';

/** Everything behind a signed-in route runs as the token's tenant and in the name of its actor. */
@Injectable()
export class TenantInterceptor implements NestInterceptor {
  constructor(
    private readonly em: EntityManager,
    private readonly reflector: Reflector,
    private readonly refusals: Refusals,
    private readonly reads: AuditedReads,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor }>();
    const actor = request.user;
    if (!actor) return next.handle();
    const permission = this.reflector.get<string | undefined>(PERMISSION, context.getHandler()) ?? null;
    const read = this.reflector.get<string | undefined>(AUDITS_READ, context.getHandler());
    const answer = new Observable((subscriber) =>
      runAsTenant(this.em, actor.tenantId, () => runAsCommand(commandOf(request, actor, actionOf(context), permission), () => next.handle().subscribe(subscriber))),
    );
    const recorded = read === undefined ? answer : answer.pipe(concatMap((value) => from(this.reads.record(read, actor, permission, context)).pipe(map(() => value))));
    return recorded.pipe(catchError((error: unknown) => from(this.refusals.record(error, actor, permission, context)).pipe(switchMap(() => throwError(() => error)))));
  }
}
