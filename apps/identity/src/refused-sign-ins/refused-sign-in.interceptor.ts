import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { DomainError, type ProblemKind } from '@kairos/http';
import { TRIED, type TriedIn } from './records-refused-sign-in.decorator.ts';
import { RefusedSignIns, type Refusal } from './refused-sign-ins.repository.ts';

const outcomes: Partial<Record<ProblemKind, Refusal['status']>> = { unauthenticated: 'failure', unprocessable: 'failure', forbidden: 'denied', 'too-many-requests': 'denied' };

/** Notes a sign-in that was refused, before its answer. The answer stays what it is, also where it cannot be noted. */
@Injectable()
export class RefusedSignInInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly refused: RefusedSignIns,
    private readonly log: Logger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => from(this.note(error, context)).pipe(switchMap(() => throwError(() => error)))));
  }

  private async note(error: unknown, context: ExecutionContext): Promise<void> {
    const status = error instanceof DomainError ? outcomes[error.kind] : undefined;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const tried = this.reflector.get<TriedIn>(TRIED, context.getHandler())(request);
    if (!(error instanceof DomainError) || !status || !tried) return;
    const caller = { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
    await this.refused.note(tried, { action: 'identity.session.open', status, errorCode: error.code }, caller).catch((failure: unknown) => this.log.warn({ err: failure, msg: 'A refused sign-in was not noted' }));
  }
}
