import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, ProblemFilter } from '@kairos/http';

/** People who are refused on their way through an identity provider come back to the door, which says why; programs are answered as ever. */
@Catch(DomainError)
export class BackToSignInFilter implements ExceptionFilter {
  private readonly problems = new ProblemFilter();

  catch(error: DomainError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!isForAPage(request)) return this.problems.answer(error, request, reply);
    void reply.status(302).header('cache-control', 'no-store').header('location', `/sign-in?refused=${encodeURIComponent(error.code)}`).send();
  }
}

/** A browser that goes somewhere asks for a page; whoever takes anything asks for none. */
function isForAPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.split(',').some((type) => type.trim().split(';')[0] === 'text/html') ?? false;
}
