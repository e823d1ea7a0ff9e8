import httpProxy from '@fastify/http-proxy';
import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemFilter } from '@kairos/http';
import type { Upstream } from '../config.ts';
import { isInternal } from './internal-routes.calc.ts';
import { codesOf, upstreamError } from './upstream-errors.ts';
import { upstreamHeaders } from './upstream-headers.calc.ts';

const problems = new ProblemFilter();
const lostConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Passes `/api/v1/<service>/*` on over keep-alive connections; bodies stream both ways and are never parsed here. */
export async function proxyService(fastify: FastifyInstance, { service, url }: Upstream, timeoutMs: number): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Nest answers the errors of its controllers' routes; these are not among them.
    scope.setErrorHandler((error, request, reply) => problems.answer(error, request, reply));
    scope.addHook('onRequest', async (request) => {
      if (isInternal(request.url)) throw new NotFoundException();
    });
    await scope.register(httpProxy, {
      upstream: url,
      prefix: `/api/v1/${service}`,
      rewritePrefix: `/api/v1/${service}`,
      disableCache: true,
      destroyAgent: true,
      undici: { connections: 256, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 5000 }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
      replyOptions: {
        rewriteRequestHeaders: (request, headers) =>
          upstreamHeaders(service, headers, { requestId: String(request.id), address: request.ip, protocol: request.protocol, host: request.host }),
        rewriteHeaders: ({ connection: _connection, 'keep-alive': _keepAlive, ...headers }) => headers,
        retryDelay: ({ err, req, attempt }) => (attempt === 0 && isRead(req) && codesOf(err).some((code) => lostConnection.has(code)) ? 10 : null),
        onError: (reply, { error }) => void reply.send(upstreamError(service, error)),
      },
    });
  });
}

/** A kept-alive connection may end just as it is used again; only reads are sent a second time. */
function isRead(request: Pick<FastifyRequest, 'method'>): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
