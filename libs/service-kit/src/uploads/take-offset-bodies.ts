import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { streamBodies } from '../file-store/stream-bodies.ts';
import { offsetMediaType } from './tus-headers.calc.ts';

/** Hands the bytes of an upload on as the stream they are; no other route takes them. A context without HTTP, such as a snapshot run, has none. */
export function takeOffsetBodies(host: HttpAdapterHost, route: string): void {
  const fastify = host.httpAdapter?.getInstance<FastifyInstance>();
  if (fastify) streamBodies(fastify, [offsetMediaType], [route]);
}
