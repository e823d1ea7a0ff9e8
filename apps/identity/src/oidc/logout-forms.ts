import type { FastifyInstance } from 'fastify';
import { DomainError } from '@kairos/http';

/** Issuers tell of a logout by a form. */
export const logoutForms = 'application/x-www-form-urlencoded';

const longestForm = 64 * 1024;
const route = /\/back-channel-logout$/;

/** Reads forms for the one route that takes them. To any other a page of another site could send one without being asked. */
export function takeLogoutForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(logoutForms, { parseAs: 'string', bodyLimit: longestForm }, (request, body, done) => {
    if (route.test(request.routeOptions.url ?? '')) done(null, Object.fromEntries(new URLSearchParams(body.toString())));
    else done(new DomainError('unsupported-media-type', 'unsupported-media-type', 'This takes application/json.'), undefined);
  });
}
