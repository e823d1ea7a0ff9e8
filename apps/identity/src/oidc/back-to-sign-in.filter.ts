import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, ProblemFilter } from '@kairos/http';
import { SecretBox } from '@kairos/service-kit';
import { destinationIn, pendingCookie } from './pending-sign-in.ts';
import { localPath } from './return-to.calc.ts';

/** People who are refused on their way through an identity provider come back to the door, which says why and still leads where they wanted to go; programs are answered as ever. */
@Catch(DomainError)
export class BackToSignInFilter implements ExceptionFilter {
  private readonly problems = new ProblemFilter();

  constructor(private readonly secrets: SecretBox) {}

  catch(error: DomainError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!isForAPage(request)) return this.problems.answer(error, request, reply);
    void reply.status(302).header('cache-control', 'no-store').header('location', this.door(error.code, request)).send();
  }

  /** The page takes nobody elsewhere: what is asked for is a path of this installation, or nothing. */
  private door(refused: string, { query, cookies }: FastifyRequest): string {
    const { returnTo } = query as { returnTo?: unknown };
    const next = localPath(typeof returnTo === 'string' ? returnTo : (destinationIn(cookies[pendingCookie], this.secrets) ?? '/'));
    return `/sign-in?${new URLSearchParams({ ...(next === undefined || next === '/' ? {} : { next }), refused }).toString()}`;
  }
}

/** A browser that goes somewhere asks for a page; whoever takes anything asks for none. */
function isForAPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.split(',').some((type) => type.trim().split(';')[0] === 'text/html') ?? false;
}
