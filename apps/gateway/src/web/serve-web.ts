import fastifyStatic from '@fastify/static';
import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProblemFilter } from '@kairos/http';
import type { GatewayConfig } from '../config.ts';
import { isPage, webPolicy } from './page-policy.calc.ts';

/** A pruned output holds it at the same place. */
const usualPlace = fileURLToPath(new URL('../../../web/dist/site/', import.meta.url));
const noncePlaceholder = /__CSP_NONCE__/g;
const problems = new ProblemFilter();
const yearMs = 365 * 24 * 3_600_000;

/**
 * Serves the web application: its page at every address that is nobody else's, with a nonce of its own, and its files, whose names
 * change with what they hold. Where it was not built, the root leads to the documentation of the API.
 */
export async function serveWeb(fastify: FastifyInstance, { WEB_DIR }: Pick<GatewayConfig, 'WEB_DIR'>): Promise<void> {
  const place = WEB_DIR ?? usualPlace;
  const index = join(place, 'index.html');
  if (!existsSync(index)) return void fastify.get('/', (_request, reply) => reply.redirect('/api/docs'));
  await fastify.register(async (scope) => {
    // Nest answers the errors of its controllers' routes; these are not among them.
    scope.setErrorHandler((error, request, reply) => problems.answer(error, request, reply));
    await scope.register(fastifyStatic, { root: join(place, 'assets'), prefix: '/assets/', index: false, decorateReply: false, preCompressed: true, maxAge: yearMs, immutable: true });
    scope.get('/kairos.svg', async (_request, reply) => reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(await readFile(join(place, 'kairos.svg'))));
    scope.get('/*', async (request, reply) => {
      if (!isPage(request.url)) throw new NotFoundException(`Cannot GET ${request.url}`);
      const nonce = randomBytes(18).toString('base64');
      // Read anew: what is built beside a running gateway is there at the next visit.
      const page = await readFile(index, 'utf8');
      return reply.type('text/html; charset=utf-8').header('content-security-policy', webPolicy(nonce)).send(page.replaceAll(noncePlaceholder, nonce));
    });
  });
}
