import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '@kairos/http';

/**
 * Hands bodies of these types on as the stream they are, unread and unbounded; the upload sets its own limit. No other route
 * takes them.
 *
 * @param routes as Nest declares them, `/api/v1/intake/source-files` or with `:parameters`
 */
export function streamBodies(fastify: FastifyInstance, mediaTypes: readonly string[], routes: readonly string[]): void {
  const uploads = new Set(routes);
  fastify.addContentTypeParser([...mediaTypes], (request, payload, done) => {
    if (uploads.has(request.routeOptions.url ?? '')) done(null, payload);
    else done(new DomainError('unsupported-media-type', 'unsupported-media-type', 'This takes application/json.'), undefined);
  });
}

/** The bytes of a request's body. What a reader leaves is let through, so that the answer reaches a client that still sends. */
export async function* bodyOf({ raw }: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } finally {
    raw.resume();
  }
}
