import type { FastifyRequest } from 'fastify';
import { bodyOf } from '@kairos/service-kit/file-store';
import type { IncomingDocument } from '../document-content/document-intake.ts';

/** A document as it comes in: the body of a request, and what its address says of it. */
export function incomingOf(request: FastifyRequest, fileName: string): IncomingDocument {
  const announced = request.headers['content-length'];
  return { fileName, announcedBytes: announced === undefined ? undefined : Number(announced), content: bodyOf(request) };
}
