import { fastifyCookie } from '@fastify/cookie';
import type { IncomingHttpHeaders } from 'node:http';

export const accessCookie = 'kairos_access';
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

type Incoming = { headers: IncomingHttpHeaders; accessToken?: string };

export function bearerTokenOf(headers: IncomingHttpHeaders): string | null {
  return bearer.exec(headers.authorization ?? '')?.[1] ?? null;
}

/**
 * The access token of a request to the gateway itself. A browser's event stream cannot send a header, so the HttpOnly
 * cookie stands in for it; the cookie's path is the stream's alone, and services never see it.
 */
export function tokenOfRequest(request: Incoming): string | null {
  const token = bearerTokenOf(request.headers) ?? fastifyCookie.parse(request.headers.cookie ?? '')[accessCookie] ?? null;
  if (token) request.accessToken = token;
  return token;
}
