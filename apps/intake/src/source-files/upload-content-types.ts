import type { FastifyInstance, FastifyRequest } from 'fastify';
import { uploadMediaTypes } from '@kairos/contracts';
import { DomainError } from '@kairos/http';

export const uploadRoute = '/api/v1/intake/source-files';

/** Hands bodies of these types on as the stream they are, unread and unbounded; the upload sets its own limit. No other route takes them. */
export function streamUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser([...uploadMediaTypes], (request, payload, done) => {
    if (request.routeOptions.url === uploadRoute) done(null, payload);
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
