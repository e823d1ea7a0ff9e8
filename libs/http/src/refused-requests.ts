import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './to-problem.ts';

type Unreadable = Error & { code?: string };

const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413 };
const details: Record<number, string> = { 400: 'The request is no HTTP that can be read.', 408: 'The request did not arrive in time.', 413: 'The request is too large.', 431: 'The headers are too large.' };

/** Answers, as problem details too, a request that has no route to be refused by: its address cannot be decoded. */
export function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { problem } = toProblem(Object.assign(error, { message: 'The address cannot be decoded.' }), request.id);
  void reply.status(problem.status).headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' }).type('application/problem+json').send(problem);
}

/** The same for what never became a request: broken HTTP, headers without end, a sender who is too slow. */
export function refuseConnection(error: Unreadable, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = statuses[error.code ?? ''] ?? 400;
  const requestId = randomUUID();
  const { problem } = toProblem({ statusCode: status, message: details[status] }, requestId);
  const body = JSON.stringify(problem);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'content-type: application/problem+json', `content-length: ${Buffer.byteLength(body)}`, `x-request-id: ${requestId}`, 'connection: close'];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
