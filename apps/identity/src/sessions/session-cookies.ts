import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsrfHeaderMissing } from './session.errors.ts';
import type { OpenSession } from './open-session.ts';

const refreshCookie = { name: 'kairos_refresh', path: '/api/v1/identity' };
/** The live event stream cannot send a header: it is authorised by this cookie, which reaches nothing else. */
const accessCookie = { name: 'kairos_access', path: '/api/v1/events' };

export function setSessionCookies(request: FastifyRequest, reply: FastifyReply, session: OpenSession): void {
  write(request, reply, [
    [refreshCookie, session.refreshToken, session.session.expiresAt],
    [accessCookie, session.accessToken, session.expiresAt],
  ]);
}

export function clearSessionCookies(request: FastifyRequest, reply: FastifyReply): void {
  write(request, reply, [
    [refreshCookie, '', new Date(0)],
    [accessCookie, '', new Date(0)],
  ]);
}

/**
 * The refresh token of a request. A page of another origin cannot send `x-kairos-csrf` without a preflight that is
 * never granted, and SameSite=Strict keeps the cookie from it in the first place.
 */
export function refreshTokenOf(request: FastifyRequest): string | undefined {
  if (request.headers['x-kairos-csrf'] !== '1') throw new CsrfHeaderMissing();
  return request.cookies[refreshCookie.name] || undefined;
}

function write(request: FastifyRequest, reply: FastifyReply, cookies: [{ name: string; path: string }, string, Date][]): void {
  const secure = request.protocol === 'https';
  for (const [{ name, path }, value, expires] of cookies) void reply.setCookie(name, value, { path, expires, secure, httpOnly: true, sameSite: 'strict' });
  void reply.header('cache-control', 'no-store');
}
