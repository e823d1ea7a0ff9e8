import { Injectable, SetMetadata, type CallHandler, type CustomDecorator, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { currentTenantId } from '@kairos/tenancy';
import { DomainError } from './domain-error.ts';
import { fingerprintOf } from './fingerprint.ts';
import { IdempotencyStore } from './idempotency-store.ts';

export const IDEMPOTENCY_EXEMPT = 'kairos:idempotency-exempt';
const replayedHeaders = ['etag', 'location'];

type Asked = FastifyRequest & { user?: { membershipId: string } };

/** For routes whose answer must not be stored (secrets) or whose body is a stream. */
export function IdempotencyExempt(reason: string): CustomDecorator {
  return SetMetadata(IDEMPOTENCY_EXEMPT, reason);
}

/** `Idempotency-Key` on every POST of a tenant: one effect, one answer, for 24 h. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly em: EntityManager,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Asked>();
    const key = request.headers['idempotency-key'];
    const exempt = this.reflector.get<string | undefined>(IDEMPOTENCY_EXEMPT, context.getHandler());
    if (request.method !== 'POST' || key === undefined || exempt || !request.user) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw new DomainError('invalid', 'idempotency-key-malformed', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
    }
    return from(this.once(key, request, context.switchToHttp().getResponse<FastifyReply>(), next));
  }

  private once(key: string, request: Asked, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const fingerprint = fingerprintOf(request.user?.membershipId ?? '', request.url, request.body);
    return this.em.transactional(async (em) => {
      const store = new IdempotencyStore(em, currentTenantId(), key);
      if (!(await store.lock())) throw new DomainError('conflict', 'idempotency-key-in-use', 'A request with this Idempotency-Key is still running.', undefined, { 'retry-after': '1' });
      const earlier = await store.find();
      if (earlier && earlier.fingerprint !== fingerprint) {
        throw new DomainError('unprocessable', 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
      }
      if (earlier) {
        void reply.status(earlier.status).headers({ ...earlier.headers, 'idempotency-replayed': 'true' });
        return earlier.body;
      }
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
      const headers = Object.fromEntries(replayedHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])));
      await store.save({ fingerprint, status: reply.statusCode, headers, body: body ?? null });
      return body;
    });
  }
}
